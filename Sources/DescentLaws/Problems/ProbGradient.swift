import Descent

extension ProblemLaws {
  /// `prob/gradient`: ∇f(x)·d = f′(x; d). A formula is differentiated by dual numbers, which need no step
  /// size, and compared within 1e-12 of the terms. For other problems, the rise of the value over a short
  /// segment must equal the integral of the slope, which holds across kinks too. The tolerance is 1e-7 of the
  /// slopes, plus the error of the integral and the rounding of values.
  static let gradient = ProblemLaw(
    LawCard(
      "prob/gradient", "gradient", "the gradient is the derivative in every direction",
      catches: "a wrong sign, a forgotten term, a gradient of another formula")
  ) { subject, c in
    let problem = try subject.make(c.problem)
    guard problem.answersExactly else { return .inapplicable("the answers are rounded") }
    let (x, d) = (c.point(problem), c.direction(problem))
    if let formula = problem as? any FormulaProblem {
      let (value, g) = (try problem.value(at: x), try problem.gradient(at: x))
      let (expected, found) = (slope(formula, x, d), dot(g, d))
      guard isCalculable(value, g, [expected]) else { return isInfinite }
      return agrees(found, expected, within: 1e-12 * (1 + abs(value) + norm(g)))
        ? .holds : .violated("the slope along \(d)", expected: expected, found: found)
    }
    // Accept agreement on any of three segments, because the quadrature can miss a jump of the slope near the
    // end of a segment or of one of its halves, whereas a wrong slope agrees on none.
    var verdict = Verdict.holds
    for (behind, ahead) in [(1e-4, 0.7e-4), (0.4e-4, 0.6e-4), (1.1e-5, 1.7e-5)] {
      verdict = try rise(problem, x, d, over: -behind...ahead)
      if !verdict.isViolation { break }
    }
    return verdict
  }

  /// Compares the rise of the value over a segment with the integral of the slope.
  private static func rise(
    _ problem: any Problem, _ x: [Double], _ d: [Double], over segment: ClosedRange<Double>
  ) throws -> Verdict {
    let ahead = try problem.value(at: along(x, segment.upperBound, d))
    let behind = try problem.value(at: along(x, segment.lowerBound, d))
    let rounding = 64 * Double.ulpOfOne * max(abs(ahead), abs(behind))
    var steepest = 0.0
    let integral = try Quadrature.integral(over: segment, tolerance: rounding) { t in
      let found = dot(try problem.gradient(at: along(x, t, d)), d)
      steepest = max(steepest, abs(found))
      return found
    }
    let length = segment.upperBound - segment.lowerBound
    let (expected, found) = ((ahead - behind) / length, integral.value / length)
    let allowed = 1e-7 * steepest + (2 * integral.error + rounding) / length
    return abs(found - expected) <= allowed
      ? .holds : .violated("the slope", expected: expected, found: found)
  }

  private static func slope(_ problem: some FormulaProblem, _ x: [Double], _ d: [Double]) -> Double
  {
    var point = x.map { Dual(value: $0) }
    for i in d.indices { point[i].tangents[0] = d[i] }
    return point.withUnsafeBufferPointer {
      guard let base = $0.baseAddress else { return 0 }
      return problem.formula(Point(base, count: x.count)).tangents[0]
    }
  }
}
