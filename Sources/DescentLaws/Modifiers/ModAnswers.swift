import Descent
import DescentFiles

extension ModifierLaws {
  /// `mod/answers`: a rule that evaluates the gradient at the current point gets the step's gradient bit for
  /// bit, and the evaluation does not change the modifier's state. A modifier with state may answer
  /// differently, because it has already processed the step's gradient; its state is compared all the same.
  static let answers = ModifierLaw(
    LawCard(
      "mod/answers", "answers",
      "what a rule asks for goes through the modifier as what it is given",
      needs: "a modifier of gradients",
      catches: "answers that pass the modifier by, state that counts questions as steps"),
    Answers())

  private struct Answers: ModifierStatement {
    func verdict<T: KernelScalar & StoredScalar>(
      _ subject: ModifierSubject, _ c: ModifierCase, _ type: T.Type
    ) throws -> Verdict {
      let modifier = try subject.modifier(c)
      guard modifier.stage.rank <= 1 else { return .inapplicable("it does not see gradients") }
      let stage = modifier as? any GradientModifier
      let answersAlike = (stage?.slots ?? []).isEmpty && (stage?.counters ?? []).isEmpty
      var given = try ModifierRun<T>(subject.optimizer(c, around: PlainDescent()), c)
      var asking = try ModifierRun<T>(subject.optimizer(c, around: EchoHost()), c)
      for step in 0..<c.steps {
        given.step(step)
        asking.step(step)
        if answersAlike {
          let verdict = Comparison.exact(
            given.point, asking.point, "the point after step \(step + 1) of a rule that asks")
          if verdict.isViolation { return verdict }
        }
        asking.x = given.x
        let verdict = Comparison.exact(
          given.state, asking.state, "the state after step \(step + 1) around a rule that asks")
        if verdict.isViolation { return verdict }
      }
      return .holds
    }
  }
}
