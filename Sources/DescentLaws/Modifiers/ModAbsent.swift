import Descent
import DescentFiles

extension ModifierLaws {
  /// `mod/absent`: a tensor that never has a gradient does not move, and the run is the same bit for bit
  /// whether the storage of an absent gradient holds NaN or 0.
  static let absent = ModifierLaw(
    LawCard(
      "mod/absent", "absent gradient",
      "a tensor without a gradient does not move, and nobody reads what stands in its place",
      catches: "a decay or a pull of all tensors, norms over gradients that are not there"),
    Absent())

  private struct Absent: ModifierStatement {
    func verdict<T: KernelScalar & StoredScalar>(
      _ subject: ModifierSubject, _ c: ModifierCase, _ type: T.Type
    ) throws -> Verdict {
      let c = c.doubled
      var choices = c.choices
      let never = choices.index(below: c.drawn.sizes.count)
      let present = (0..<c.steps).map { _ in
        c.drawn.sizes.indices.map { $0 != never && choices.index(below: 4) > 0 }
      }
      var poisoned = try ModifierRun<T>(subject.optimizer(c), c)
      var zero = try ModifierRun<T>(subject.optimizer(c), c)
      let range = c.drawn.ranges[never]
      for step in 0..<c.steps {
        poisoned.step(step, present: present[step])
        zero.step(step, present: present[step], poison: 0)
        let still = Comparison.exact(
          Array(c.drawn.start[range]), Array(poisoned.point[range]),
          "tensor \(never), which has no gradient, after step \(step + 1)")
        if still.isViolation { return still }
        let same = Comparison.exact(
          [zero.point, zero.state], [poisoned.point, poisoned.state],
          "point and state after step \(step + 1), with NaN in absent gradients against 0")
        if same.isViolation { return same }
      }
      return .holds
    }
  }
}
