import Descent

extension RuleLaws {
  /// S1: on a convex quadratic, at a rate below the declared limit, the distance from the minimum is at most
  /// (Σ ‖Mₙ ⋯ M₁‖² zᵢ²)^½ after n steps, where Mₜ are the declared matrices of direction i.
  ///
  /// Each step adds rounding errors of a few u times the current sizes, which propagate like the distance
  /// itself. 1e-9 of the largest bound so far exceeds them for all matrices over at most 400 steps.
  static let contraction = RuleLaw(
    LawCard(
      "S1", "contraction", "below the limit a quadratic is left no slower than the declared factor",
      needs: "linearRegime with a limit",
      catches: "momentum, dampening or corrections that slow a run down or stop it short",
      knownBugs: [
        "ml-explore/mlx #87: the look-ahead gradient fed back into the buffer",
        "PaddlePaddle/Paddle #12231: Nesterov's momentum with a wrong sign",
      ]),
    options: RuleCaseOptions {
      $0.needsTraits = true
      $0.precisions = [.float64]
    }
  ) { rule, original in
    let linear = try LinearCase(rule, original, "no limit is declared") { $0.stabilityLimit != nil }
    let (c, regime) = (linear.settings, linear.regime)
    guard c.count > 0, let limit = regime.stabilityLimit else { return .holds }
    var choices = c.choices
    let landscape = Landscape(c, &choices, quadratic: true)
    let a = regime.calmRate(limit, &choices, peak: 1e6)
    let rate = a / landscape.largestCurvature
    var walk = try LandscapeWalk(linear, landscape, rate: rate, from: c.components)
    let start = walk.components
    let sizes = (start + landscape.center).reduce(0) { $0 + abs($1) }
    var products = start.map { _ in LinearRegime.Transition(xx: 1, xp: 0, px: 0, pp: 1) }
    var largest = 1.0
    for step in 1...400 {
      walk.step()
      for (i, direction) in landscape.directions.enumerated() {
        products[i] = regime.transition(rate * direction.curvature, step) * products[i]
      }
      let squares = zip(products, start).reduce(0) { $0 + $1.0.norm * $1.0.norm * $1.1 * $1.1 }
      let bound = squares.squareRoot()
      let found = walk.components.reduce(0) { $0 + $1 * $1 }.squareRoot()
      largest = max(largest, products.map(\.norm).max() ?? 0)
      guard found <= bound + 1e-9 * (bound + largest * sizes) else {
        return .violated("the distance after step \(step)", expected: bound, found: found)
      }
      if bound < 1e-6 * sizes { break }
    }
    return .holds
  }
}
