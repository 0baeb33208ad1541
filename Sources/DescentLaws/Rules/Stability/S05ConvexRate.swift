import Descent

extension RuleLaws {
  /// S5: where a rule is gradient descent, on a convex f and at a rate η ≤ 1/L,
  /// f(xₖ) − f* ≤ ‖x₀ − x*‖²/(η (4k + 2)).
  ///
  /// The bound is attained (Drori and Teboulle, Mathematical Programming 145, 2014, theorem 3.1).
  static let convexRate = RuleLaw(
    LawCard(
      "S5", "convex rate", "gradient descent on convex functions is as fast as its worst case",
      needs: "linearRegime without memory",
      catches: "steps that are left out or too short, rates that fall",
      knownBugs: ["tracel-ai/burn #630: a counter that starts at 0"]),
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
    let landscape = Landscape(c, &choices, quadratic: false)
    let rate = (0.25 + 0.75 * choices.uniform()) / landscape.largestCurvature
    var walk = try LandscapeWalk(linear, landscape, rate: rate / weight, from: c.components)
    let square = walk.components.reduce(0) { $0 + $1 * $1 }
    let floor = landscape.roundingFloor(walk.components)
    for step in 1...60 {
      walk.step()
      let found = landscape.height(walk.components)
      let bound = square / (rate * Double(4 * step + 2))
      guard found <= bound + floor else {
        return .violated("the value after step \(step)", expected: bound, found: found)
      }
    }
    return .holds
  }
}

extension Landscape {
  /// The allowance for rounding in the value of a run that starts at these components and stays within their
  /// size. It is far above a few u of L times the square of all lengths.
  func roundingFloor(_ start: [Double]) -> Double {
    let reach = (start + center).reduce(0) { $0 + abs($1) }
    return 1e-12 * largestCurvature * reach * reach
  }
}
