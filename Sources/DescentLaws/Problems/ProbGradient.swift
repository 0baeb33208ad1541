import Descent

extension ProblemLaws {
  /// `prob/gradient`: ∇f(x)·d = f′(x; d). A formula is differentiated by dual numbers, without a step
  /// size: to 1e-12. Other problems by differences of fourth order, to 1e-6 (the step's h⁴, and the
  /// rounding of values over h).
  static let gradient = ProblemLaw(
    LawCard(
      "prob/gradient", "gradient", "the gradient is the derivative in every direction",
      catches: "a wrong sign, a forgotten term, a gradient of another formula")
  ) { subject, c in
    let problem = try subject.make(c.problem)
    let (x, d) = (c.point(problem), c.direction(problem))
    let (value, g) = (try problem.value(at: x), try problem.gradient(at: x))
    let found = dot(g, d)
    let scale = 1 + abs(value) + norm(g)
    if let formula = problem as? any FormulaProblem {
      let expected = slope(formula, x, d)
      return abs(found - expected) <= 1e-12 * scale
        ? .holds : .violated("the slope along \(d)", expected: expected, found: found)
    }
    let h = 1e-3
    func rise(_ h: Double) throws -> Double {
      try problem.value(at: along(x, h, d)) - (try problem.value(at: along(x, -h, d)))
    }
    let expected = (8 * (try rise(h)) - (try rise(2 * h))) / (12 * h)
    return abs(found - expected) <= 1e-6 * scale
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
