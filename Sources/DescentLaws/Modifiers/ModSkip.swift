import Descent
import DescentFiles

extension ModifierLaws {
  /// `mod/skip`: inserting steps whose gradient has a NaN or infinite entry leaves the points and the rule's
  /// own state the same as in the run without them, bit for bit.
  static let skip = ModifierLaw(
    LawCard(
      "mod/skip", "skipped steps",
      "steps whose gradient is not finite are as if they had never been",
      needs: "a modifier that says it skips them",
      catches: "infinities let through, counters that count skipped steps, decay without a step"),
    Skip())

  private struct Skip: ModifierStatement {
    func verdict<T: KernelScalar & StoredScalar>(
      _ subject: ModifierSubject, _ c: ModifierCase, _ type: T.Type
    ) throws -> Verdict {
      guard try subject.traits(c).skipsNonFinite else {
        return .inapplicable("it does not say that it skips gradients that are not finite")
      }
      guard c.count > 0 else { return .skipped("there is no coordinate") }
      let rule = c.host.asks ? ModifierHost.elementwise.rule : c.host.rule
      var (whole, without) = (
        try Stepper<T>(subject.optimizer(c, around: rule), c.layout),
        try Stepper<T>(rule, c.layout)
      )
      var choices = c.choices
      var x = c.drawn.start.map { T($0) }
      var y = x
      for (step, gradient) in c.drawn.gradients.enumerated() {
        let (g, rate) = (gradient.map { T($0) }, c.drawn.rates[step % c.drawn.rates.count])
        while choices.index(below: 3) == 0 {
          var bad = g
          bad[choices.index(below: c.count)] = choices.element(of: [.nan, .infinity, -.infinity])
          if whole.step(&x, gradient: bad, rate: rate, value: 1).hasMoved {
            return .violated("step \(step + 1) was taken on a gradient that is not finite")
          }
        }
        whole.step(&x, gradient: g, rate: rate, value: 1)
        without.step(&y, gradient: g, rate: rate, value: 1)
        let (buffers, scalars) = (without.state.storage, without.state.scalars)
        let verdict = Comparison.exact(
          [y.map { Double($0) }, buffers.map { Double($0) }, scalars],
          [
            x.map { Double($0) }, whole.state.storage.prefix(buffers.count).map { Double($0) },
            Array(whole.state.scalars.prefix(scalars.count)),
          ], "point and the rule's state after step \(step + 1), against the run without them")
        if verdict.isViolation { return verdict }
      }
      return .holds
    }
  }
}
