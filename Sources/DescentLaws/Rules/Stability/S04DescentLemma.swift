import Descent

extension RuleLaws {
  /// S4: the descent lemma. Where a rule is gradient descent, f(x₊) ≤ f(x) − η (1 − ηL/2) ‖∇f(x)‖² for
  /// every rate and every f whose gradient has the Lipschitz constant L, convex or not.
  ///
  /// (Nesterov 2004, 1.2.3.) Rounding moves x by a few u of its size, and f by the slope times that.
  static let descentLemma = RuleLaw(
    LawCard(
      "S4", "descent lemma", "a step of gradient descent goes down as far as smoothness promises",
      needs: "linearRegime without memory",
      catches: "moves that are not along the gradient, too short or too long"),
    options: RuleCaseOptions {
      $0.needsTraits = true
      $0.precisions = [.float64]
      $0.hasConstantRate = true
    }
  ) { rule, original in
    let linear = try LinearCase(
      rule, original, without: .besideDescent, "it is not gradient descent anywhere"
    ) { $0.heavyBall?.momentum == 0 }
    let c = linear.settings
    guard c.count > 0, let weight = linear.regime.heavyBall?.weight else { return .holds }
    var choices = c.choices
    let landscape = Landscape(
      c, &choices, quadratic: false, saddle: choices.isTrue(probability: 0.5))
    let smoothness = landscape.largestCurvature
    let rate = (0.05 + 2 * choices.uniform()) / smoothness
    var walk = try LandscapeWalk(linear, landscape, rate: rate / weight, from: c.components)
    for step in 1...12 {
      let z = walk.components
      let (before, slope) = (landscape.height(z), landscape.slope(z))
      let square = slope.reduce(0) { $0 + $1 * $1 }
      walk.step()
      let after = landscape.height(walk.components)
      let promised = before - rate * (1 - rate * smoothness / 2) * square
      let reach = z.reduce(0) { $0 + abs($1) } + landscape.center.reduce(0) { $0 + abs($1) }
      let height = smoothness * reach * reach * (1 + rate * smoothness) * (1 + rate * smoothness)
      guard after <= promised + 256 * 0x1p-53 * height else {
        return .violated("the value after step \(step)", expected: promised, found: after)
      }
    }
    return .holds
  }
}
