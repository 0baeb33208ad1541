import Descent
import DescentFiles

extension ModifierLaws {
  /// `mod/liveness`: every hyperparameter can change the points or the evaluated point, around some rule and
  /// at some values of the others.
  static let liveness = ModifierLaw(
    LawCard(
      "mod/liveness", "option liveness", "every hyperparameter of a modifier can change the result",
      needs: "hyperparameters",
      catches: "options that are read and never used, or only in one branch"),
    options: .liveness, Liveness())

  private struct Liveness: ModifierStatement {
    func verdict<T: KernelScalar & StoredScalar>(
      _ subject: ModifierSubject, _ c: ModifierCase, _ type: T.Type
    ) throws -> Verdict {
      let domains = subject.domains.filter { $0.grid.count > 1 }
      guard !domains.isEmpty else { return .inapplicable("there are no hyperparameters") }
      var choices = c.choices
      let domain = domains[choices.index(below: domains.count)]
      guard let witness = c.doubled.drawn.witness else { return .skipped("too little happens") }
      // A threshold for parameters near 0 has an effect only there.
      var near = witness
      near.start = witness.start.map { $0 * 0x1p-20 }
      for (count, settings) in subject.whole.variants(witness).enumerated() {
        var first: [Double]?
        for value in domain.grid {
          var variant = ModifierCase(drawn: count % 2 == 0 ? witness : near)
          variant.drawn.rule = settings
          variant.drawn = variant.drawn.setting(domain.key, value)
          guard let end = try? end(subject, variant, type) else { continue }
          if let first, !zip(first, end).allSatisfy(Comparison.same) { return .holds }
          first = first ?? end
        }
      }
      return .violated(
        "\(domain.key) changes nothing, whatever the rule and the other options: "
          + domain.grid.joined(separator: ", "))
    }

    private func end<T: KernelScalar & StoredScalar>(
      _ subject: ModifierSubject, _ c: ModifierCase, _ type: T.Type
    ) throws -> [Double] {
      var run = try ModifierRun<T>(subject.optimizer(c), c)
      for step in 0..<c.steps { run.step(step) }
      return run.point + run.evaluated
    }
  }
}
