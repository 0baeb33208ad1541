import Descent
import DescentFiles

extension ModifierLaws {
  /// `mod/cost`: around plain descent and around a rule that evaluates once, the objective is evaluated no
  /// more often than the modifier's cost factor allows: cost − 1 evaluations per micro-batch in addition to
  /// the step's own.
  static let cost = ModifierLaw(
    LawCard(
      "mod/cost", "cost", "a step asks the objective no oftener than the modifier says",
      catches: "a second gradient that budgets do not see"), Cost())

  private struct Cost: ModifierStatement {
    func verdict<T: KernelScalar & StoredScalar>(
      _ subject: ModifierSubject, _ c: ModifierCase, _ type: T.Type
    ) throws -> Verdict {
      let factor = try subject.modifier(c).costFactor
      for rule in [PlainDescent(), EchoHost()] as [any Optimizer] {
        let optimizer = try subject.optimizer(c, around: rule)
        var run = try ModifierRun<T>(optimizer, c)
        for step in 0..<c.steps { run.step(step) }
        let promised = (rule.nominalCost * factor - 1) * Double(c.steps)
        if run.objective.asked > promised {
          return .violated(
            "evaluations in \(c.steps) steps around \(rule.specification.name)",
            expected: promised, found: run.objective.asked)
        }
      }
      return .holds
    }
  }
}
