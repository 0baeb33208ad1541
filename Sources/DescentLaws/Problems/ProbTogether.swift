import Descent

extension ProblemLaws {
  /// `prob/together`: the value and gradient of one call equal those of two separate calls, bit for bit
  /// including the signs of zeros, in both precisions.
  static let together = ProblemLaw(
    LawCard(
      "prob/together", "together", "a value and a gradient of one call are those of two calls",
      needs: "a gradient that is written out",
      catches: "shared terms that are added in another order, a second version of the formula")
  ) { subject, c in
    guard let problem = try subject.make(c.problem) as? any AnalyticProblem else {
      return .inapplicable("the gradient is not written out")
    }
    let x = c.point(problem)
    let wide = try together(problem, x)
    return wide.isViolation ? wide : try together(problem, x.map { Float($0) })
  }

  private static func together<P: AnalyticProblem, T: KernelScalar>(
    _ problem: P, _ x: [T]
  ) throws -> Verdict {
    var problem = problem
    try problem.prepare()
    var (both, apart) = (x, x)
    return x.withUnsafeBufferPointer { point in
      guard let base = point.baseAddress else { return .holds }
      let point = Point(base, count: x.count)
      let value = both.withUnsafeMutableBufferPointer {
        problem.valueAndGradient(point, into: $0.baseAddress!)
      }
      apart.withUnsafeMutableBufferPointer { problem.gradient(point, into: $0.baseAddress!) }
      let (expected, found) = ([problem.formula(point)] + apart, [value] + both)
      for i in expected.indices {
        let (a, b) = (expected[i], found[i])
        if (a == b && a.sign == b.sign) || (a.isNaN && b.isNaN) { continue }
        return .violated(
          i == 0 ? "the value in \(T.self)" : "entry \(i - 1) of the gradient in \(T.self)",
          expected: Double(a), found: Double(b))
      }
      return .holds
    }
  }
}
