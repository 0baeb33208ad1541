import Descent

extension RuleLaws {
  /// T9: without decay the state does not depend on x, bit for bit, and the displacement of a step does not
  /// depend on its start, up to the rounding of the sum x + move: 4 u of the larger parameters on either
  /// side, or of the rate times the gradient.
  static let translation = RuleLaw(
    LawCard(
      "T9", "translation", "without decay neither state nor displacement depend on the parameters",
      needs: "isTranslationInvariant",
      catches: "parameters in the place of gradients, decay that leaks, updates that use the new x",
      knownBugs: ["apache/mxnet #8925: the gradient multiplied by the decay term"]),
    options: .traits
  ) { rule, c in
    guard try rule.traits(c).isTranslationInvariant else {
      return .inapplicable("the rule is not declared translation invariant")
    }
    let c = try rule.withoutDecay(c)
    var choices = c.choices
    var here = try Session(rule.optimizer(c), c)
    var moved = c
    moved.start = c.start.map { $0.rounded() + Double(choices.index(below: 17) - 8) }
    var there = try Session(rule.optimizer(c), moved)
    for step in c.gradients.indices {
      let (x, y) = (here.point, there.point)
      here.step(gradient: c.gradients[step], rate: c.rates[step])
      there.step(gradient: c.gradients[step], rate: c.rates[step])
      if rule.driver.seesState {
        let state = Comparison.exact(
          here.buffers + here.scalars, there.buffers + there.scalars,
          "the state after step \(step + 1) depends on x")
        if state.isViolation { return state }
      }
      let (nextX, nextY) = (here.point, there.point)
      let moves = Comparison.compare(
        [zip(nextX, x).map(-)], [zip(nextY, y).map(-)],
        "step \(step + 1) from x + d is not that from x"
      ) { _, i, _ in
        // A step may be added in parts, which are as large as the rate times the gradient.
        let part = c.rates[step] * c.gradients[step][i]
        let sizes = [x[i], y[i], nextX[i], nextY[i], part].map(abs)
        return 4 * c.precision.roundoff * sizes.max()!
      }
      if moves.isViolation { return moves }
    }
    return .holds
  }
}
