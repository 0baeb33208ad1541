import Descent

extension ProblemLaws {
  /// `prob/quadratic_bounds`: μ/2 ‖y − x‖² ≤ f(y) − f(x) − ∇f(x)·(y − x) ≤ L/2 ‖y − x‖² with the declared L
  /// and μ, along a random direction and the directions of largest and smallest curvature, found by power
  /// iteration on differences of gradients. The tolerance is 1e-12 of the terms.
  static let quadraticBounds = ProblemLaw(
    LawCard(
      "prob/quadratic_bounds", "quadratic bounds", "curvature lies between the declared mu and L",
      needs: "L or mu", catches: "an L too small or a mu too large by a factor, or off its range")
  ) { subject, c in
    let problem = try subject.make(c.problem)
    let (upper, lower) = (problem.smoothness, problem.strongConvexity)
    guard upper != nil || lower != nil else { return .inapplicable("neither L nor mu is declared") }
    let x = c.point(problem)
    let (value, g) = (try problem.value(at: x), try problem.gradient(at: x))
    func curved(_ v: [Double]) throws -> [Double] {
      along(try problem.gradient(at: along(x, 1, v)), -1, g)
    }
    var (most, least) = (c.direction(problem), c.direction(problem, 1))
    let shift = try upper ?? norm(curved(most))
    for _ in 0..<12 {
      most = unit(try curved(most)) ?? most
      least = unit(along(try curved(least), -shift, least)) ?? least
    }
    for d in [c.direction(problem), most, least] {
      let y = along(x, 1, d)
      let high = try problem.value(at: y)
      let gap = high - value - dot(g, along(y, -1, x))
      let slack = 1e-12 * (abs(value) + abs(high) + norm(g) + (upper ?? 0) + 1)
      if let upper, !(gap <= upper / 2 + slack) {
        return .violated("the curvature along \(d)", expected: upper, found: 2 * gap)
      }
      if let lower, !(gap >= lower / 2 - slack) {
        return .violated("the curvature along \(d)", expected: lower, found: 2 * gap)
      }
    }
    return .holds
  }

  private static func unit(_ v: [Double]) -> [Double]? {
    let length = norm(v)
    return length > 0 && length.isFinite ? v.map { $0 / length } : nil
  }
}
