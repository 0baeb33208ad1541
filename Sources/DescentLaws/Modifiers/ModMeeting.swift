import Descent
import DescentFiles

extension ModifierLaws {
  /// `mod/meeting`: between two meetings, the run equals the bare rule's run from the last meeting, bit for
  /// bit. At a meeting, the point and each buffer of the rule lie at the defined fraction of the way from
  /// their values after the last meeting to the bare rule's values, within 16 u of both.
  static let meeting = ModifierLaw(
    LawCard(
      "mod/meeting", "meetings",
      "slow weights and buffers meet the rule's part of the way, and nothing happens in between",
      needs: "a modifier that says when it meets the rule",
      catches: "buffers that are forgotten, weights pulled back twice, a cycle one step off"),
    Meeting())

  private struct Meeting: ModifierStatement {
    func verdict<T: KernelScalar & StoredScalar>(
      _ subject: ModifierSubject, _ c: ModifierCase, _ type: T.Type
    ) throws -> Verdict {
      guard let meeting = try subject.traits(c).meeting else {
        return .inapplicable("it does not say when it meets the rule")
      }
      guard meeting.steps <= c.steps else { return .skipped("too few steps for a meeting") }
      let rule = c.host.asks ? ModifierHost.elementwise.rule : c.host.rule
      var around = try Stepper<T>(subject.optimizer(c, around: rule), c.layout)
      var bare = try Stepper<T>(rule, c.layout)
      let (buffers, scalars) = (bare.state.storage.count, bare.state.scalars.count)
      let (initial, part) = (bare.state.storage, meeting.bufferPart)
      var (x, slow) = (c.drawn.start.map { T($0) }, bare.state.storage)
      var (y, begun) = (x, x)
      for (step, gradient) in c.drawn.gradients.enumerated() {
        let (g, rate) = (gradient.map { T($0) }, c.drawn.rates[step % c.drawn.rates.count])
        around.step(&x, gradient: g, rate: rate, value: 1)
        bare.step(&y, gradient: g, rate: rate, value: 1)
        let found = Array(around.state.storage.prefix(buffers))
        if (step + 1) % meeting.steps == 0 {
          // Buffers that are reset at a meeting return to their initial values.
          if part == nil { slow = initial }
          let verdict = DefinitionRuns.met(
            [begun, slow], [y, part == nil ? slow : bare.state.storage], [meeting.part, part ?? 0],
            [x, found], c, step)
          if verdict.isViolation { return verdict }
          (y, begun, slow) = (x, x, found)
          bare.state.storage = found
          bare.state.scalars = Array(around.state.scalars.prefix(scalars))
        } else {
          let verdict = Comparison.exact(
            [y.map { Double($0) }, bare.state.storage.map { Double($0) }],
            [x.map { Double($0) }, found.map { Double($0) }],
            "point and buffers after step \(step + 1), between two meetings")
          if verdict.isViolation { return verdict }
        }
      }
      return .holds
    }
  }
}
