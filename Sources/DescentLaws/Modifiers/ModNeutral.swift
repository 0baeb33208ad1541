import Descent
import DescentFiles

extension ModifierLaws {
  /// `mod/neutral`: at the settings that are declared neutral, and for an observer at all settings, points
  /// and the rule's own state equal those of the bare rule bit for bit, for every rule.
  static let neutral = ModifierLaw(
    LawCard(
      "mod/neutral", "neutral settings",
      "at settings that change nothing the run is the bare rule's",
      needs: "neutral settings, or an observer",
      catches:
        "a weight of 1 that rounds, an average that moves the point, state of the rule touched"),
    Neutral())

  private struct Neutral: ModifierStatement {
    func verdict<T: KernelScalar & StoredScalar>(
      _ subject: ModifierSubject, _ c: ModifierCase, _ type: T.Type
    ) throws -> Verdict {
      let isObserver = try subject.modifier(c).stage == .observer
      guard let settings = isObserver ? [:] : try subject.traits(c).neutral else {
        return .inapplicable("no settings are declared to change nothing")
      }
      let c = c.setting(settings)
      var bare = try ModifierRun<T>(c.host.rule, c)
      var around = try ModifierRun<T>(subject.optimizer(c), c)
      for step in 0..<c.steps {
        bare.step(step)
        around.step(step)
        let (buffers, scalars) = (bare.buffers, bare.scalars)
        let verdict = Comparison.exact(
          [bare.point, buffers, scalars],
          [
            around.point, Array(around.buffers.prefix(buffers.count)),
            Array(around.scalars.prefix(scalars.count)),
          ], "point, buffers and scalars after step \(step + 1), against the bare rule")
        if verdict.isViolation { return verdict }
      }
      return .holds
    }
  }
}
