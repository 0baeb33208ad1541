import Descent
import DescentFiles

extension ModifierLaws {
  /// `mod/input`: a step does not change the caller's gradient.
  static let input = ModifierLaw(
    LawCard(
      "mod/input", "input", "the caller's gradient is read and never written",
      catches: "gradients that are changed in place"), Input())

  private struct Input: ModifierStatement {
    func verdict<T: KernelScalar & StoredScalar>(
      _ subject: ModifierSubject, _ c: ModifierCase, _ type: T.Type
    ) throws -> Verdict {
      var run = try ModifierRun<T>(subject.optimizer(c), c)
      for step in 0..<c.steps {
        run.step(step)
        let verdict = Comparison.exact(
          run.callers.before.map { Double($0) }, run.callers.after.map { Double($0) },
          "the caller's gradient after step \(step + 1)")
        if verdict.isViolation { return verdict }
      }
      return .holds
    }
  }
}
