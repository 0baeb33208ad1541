import Descent
import DescentFiles

extension ModifierLaws {
  /// `mod/window`: for any rule, a step on a window of micro-batches equals a step on their union bit for
  /// bit: gradients, values and every evaluation. Numbers are dyadic and weights sum to a power of two, so
  /// that means are exact.
  static let window = ModifierLaw(
    LawCard(
      "mod/window", "window", "a rule of any tier steps on a window as on the union of its batches",
      needs: "accumulation",
      catches: "answers over the last micro-batch only, the value of one batch, means of means"),
    options: RuleCaseOptions {
      $0.profiles = [.integers, .dyadic]
      $0.precisions = [.float64]
    }, Window())

  private struct Window: ModifierStatement {
    func verdict<T: KernelScalar & StoredScalar>(
      _ subject: ModifierSubject, _ c: ModifierCase, _ type: T.Type
    ) throws -> Verdict {
      guard try subject.modifier(c).stage == .accumulation else {
        return .inapplicable("it does not accumulate")
      }
      var c = c
      c.drawn = c.drawn.dyadic
      c.drawn.rates = c.drawn.rates.map { _ in 0.5 }
      var choices = c.choices
      let length = try self.length(subject, c, type)
      guard (1...8).contains(length) else { return .skipped("windows are too long to be exact") }
      var windows = try ModifierRun<T>(subject.optimizer(c), c)
      var unions = try ModifierRun<T>(c.host.rule, c)
      for window in 0..<3 {
        var union = (0..<length).map {
          (slope: window * length + $0, weight: Double(1 + choices.index(below: 3)))
        }
        union[length - 1].weight = 32 - union.dropLast().reduce(0) { $0 + $1.weight }
        for batch in union { windows.step(batch.slope, batch: [batch]) }
        unions.step(window, batch: union)
        let verdict = Comparison.exact(
          unions.point, windows.point, "the point after window \(window + 1) of \(length)")
        if verdict.isViolation { return verdict }
        windows.x = c.drawn.forcedPoint(window + 1).map { T($0) }
        unions.x = windows.x
      }
      return .holds
    }

    /// The number of micro-batches in a window, found from the results of steps.
    private func length<T: KernelScalar & StoredScalar>(
      _ subject: ModifierSubject, _ c: ModifierCase, _ type: T.Type
    ) throws -> Int {
      var run = try ModifierRun<T>(subject.optimizer(c, around: PlainDescent()), c)
      return (1...9).first { run.step($0 - 1) != .waiting } ?? 0
    }
  }
}
