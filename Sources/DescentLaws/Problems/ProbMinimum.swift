import Descent

extension ProblemLaws {
  /// `prob/minimum`: at each declared stationary point the gradient is 0 and the value is the claimed one,
  /// and f is not lower at any point near a minimum, or at any point at all for a global minimum.
  ///
  /// The nearest double to the exact point is off by half a unit in the last place, which moves the gradient
  /// by 1e-16 ‖H‖ ‖x‖; for a point computed with GSL, the claimed tolerance applies instead.
  static let minimum = ProblemLaw(
    LawCard(
      "prob/minimum", "minimum", "a declared minimum is stationary and lowest",
      needs: "a stationary point",
      catches: "a minimiser of another formula, a wrong value, a saddle")
  ) { subject, c in
    let problem = try subject.make(c.problem)
    let claims = problem.stationaryPoints.filter { $0.point != nil }
    guard !claims.isEmpty else { return .inapplicable("no stationary point is declared") }
    let claim = claims[c.aux % claims.count]
    let x = claim.point!
    var (flat, exact) = (1e-6, 1e-14 * (1 + abs(claim.value)))
    if case .gsl(_, let tolerance) = claim.provenance {
      exact = max(exact, tolerance)
    } else if let hessian = problem.hessian(at: x) {
      flat = 1e-15 * norm(hessian) * (1 + norm(x))
    }
    let noise = try evaluationNoise(problem, at: x)
    (flat, exact) = (max(flat, 8 * noise.gradient), max(exact, 4 * noise.value))
    let size = norm(try problem.gradient(at: x))
    guard size <= flat || claim.curvature == .kink else {
      return .violated("the gradient at the \(claim.kind) \(x)", expected: 0, found: size)
    }
    let value = try problem.value(at: x)
    guard abs(value - claim.value) <= exact else {
      return .violated("the value at the \(claim.kind)", expected: claim.value, found: value)
    }
    guard claim.kind.isMinimum else { return .holds }
    let radii = claim.kind.isGlobal ? [1e-4, 1e-2, 1, 10] : [1e-4, 1e-3]
    for (k, radius) in radii.enumerated() {
      let y = along(x, radius, c.direction(problem, UInt64(k)))
      let near = try problem.value(at: y)
      guard near >= claim.value - exact else {
        return .violated("a point \(radius) away is lower", expected: claim.value, found: near)
      }
    }
    return .holds
  }

  /// The largest change of value and gradient when one coordinate moves by one unit in the last place. For an
  /// ill-conditioned problem it is much larger than the sizes suggest.
  private static func evaluationNoise(
    _ problem: any Problem, at x: [Double]
  ) throws -> (value: Double, gradient: Double) {
    let (value, gradient) = (try problem.value(at: x), try problem.gradient(at: x))
    var noise = (value: 0.0, gradient: 0.0)
    // In high dimensions, use only some evenly spaced coordinates.
    for i in stride(from: 0, to: x.count, by: max(1, x.count / 8)) where x[i] != 0 {
      for y in [x[i].nextUp, x[i].nextDown] {
        var moved = x
        moved[i] = y
        noise.value = max(noise.value, abs(try problem.value(at: moved) - value))
        noise.gradient = max(
          noise.gradient, norm(along(try problem.gradient(at: moved), -1, gradient)))
      }
    }
    return noise
  }
}
