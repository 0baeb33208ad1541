import Descent
import DescentFiles

extension ModifierLaws {
  /// `mod/resume`: a run that is saved to a checkpoint file and continued by a fresh instance equals the
  /// uninterrupted run bit for bit, also in the middle of the modifier's cycle. Only for accumulation around
  /// a rule that evaluates the objective is the window filled before the checkpoint, because a resumed step
  /// does not know the earlier batches.
  static let resume = ModifierLaw(
    LawCard(
      "mod/resume", "resume", "a run that is saved in mid-cycle goes on as if it had not stopped",
      catches: "cycles counted outside the state, averages that start anew, rounded counters"),
    Resume())

  private struct Resume: ModifierStatement {
    func verdict<T: KernelScalar & StoredScalar>(
      _ subject: ModifierSubject, _ c: ModifierCase, _ type: T.Type
    ) throws -> Verdict {
      var choices = c.choices
      let pause = choices.index(below: c.steps + 1)
      let fills = try subject.modifier(c).stage == .accumulation && c.host.asks
      var whole = try ModifierRun<T>(subject.optimizer(c), c)
      var rest: ModifierRun<T>?
      for step in 0...c.steps {
        if step > 0 {
          let answer = whole.step(step - 1)
          rest?.step(step - 1)
          if fills && answer == .waiting { continue }
        }
        guard rest == nil, step >= pause else { continue }
        rest = try resumed(whole, subject)
      }
      guard let rest else { return .skipped("no window is full after the pause") }
      return Comparison.exact(
        [whole.point, whole.evaluated, whole.state], [rest.point, rest.evaluated, rest.state],
        "point, evaluated point and state at the end, saved after step \(pause)")
    }

    /// A fresh instance that starts from the contents of a checkpoint file.
    private func resumed<T: KernelScalar & StoredScalar>(
      _ run: ModifierRun<T>, _ subject: ModifierSubject
    ) throws -> ModifierRun<T> {
      let saved = try KernelDriver().restored(
        Checkpoint(
          configuration: ["precision": T.precisionName], parameters: run.x,
          state: run.stepper.state, progress: RunProgress()))
      var fresh = try ModifierRun<T>(subject.optimizer(run.c), run.c)
      fresh.x = saved.parameters
      fresh.stepper.state = saved.state
      return fresh
    }
  }
}
