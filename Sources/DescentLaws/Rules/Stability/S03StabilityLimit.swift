import Descent

extension RuleLaws {
  /// S3: the rate at which a run along the largest curvature stops converging, times the curvature, is the
  /// declared limit within one part in a thousand.
  ///
  /// A run converges if its largest distance in the last 50 of 2,000 steps is below the largest in the 50
  /// steps before the middle. If the run on one side of the limit behaves wrongly, bisection finds the actual
  /// limit for the report.
  package static let stabilityLimit = RuleLaw(
    LawCard(
      "S3", "stability limit", "the largest stable rate times the curvature is the declared limit",
      needs: "linearRegime with a limit",
      catches: "one form of momentum for another, corrections, clipping and caps",
      knownBugs: [
        "ml-explore/mlx #87: the look-ahead gradient fed back into the buffer",
        "PaddlePaddle/Paddle #12231: Nesterov's momentum with a wrong sign",
      ], tier: .pull),
    options: RuleCaseOptions {
      $0.needsTraits = true
      $0.precisions = [.float64]
    }
  ) { rule, original in
    let linear = try LinearCase(rule, original, dimensions: 2, "no limit is declared") {
      $0.stabilityLimit != nil
    }
    let c = linear.settings
    guard c.count > 0, let limit = linear.regime.stabilityLimit else { return .holds }
    var choices = c.choices
    let landscape = Landscape(c, &choices, quadratic: true)
    let top = landscape.largestCurvature
    func converges(_ a: Double) throws -> Bool {
      var start = c.components
      for i in 1..<max(1, start.count) { start[i] = 0 }
      var walk = try LandscapeWalk(linear, landscape, rate: a / top, from: start)
      if linear.regime.transition(1, 1) != linear.regime.settled(1) { walk.settle(4000) }
      var (middle, end) = (0.0, 0.0)
      for step in 0..<2000 {
        walk.step()
        let distance = abs(walk.components[0])
        if !(distance < 1e60) { return false }
        if (950..<1000).contains(step) { middle = max(middle, distance) }
        if step >= 1950 { end = max(end, distance) }
      }
      // After a run has converged, the remaining rounding errors neither grow nor shrink.
      return end < middle || end < 1e-9
    }
    if try converges(limit * 0.999), try !converges(limit * 1.001) { return .holds }
    var (low, high) = (limit / 64, limit * 64)
    for _ in 0..<24 {
      let middle = (low * high).squareRoot()
      if try converges(middle) { low = middle } else { high = middle }
    }
    return .violated("rate times curvature at the limit", expected: limit, found: low)
  }
}
