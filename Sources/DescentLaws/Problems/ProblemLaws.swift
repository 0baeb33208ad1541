import Descent

/// A law about a problem: its value, gradient, Hessian and what it claims of itself.
package typealias ProblemLaw = Law<ProblemCase>

/// The laws of problems, one file each.
package enum ProblemLaws {
  package static let all: [ProblemLaw] = [
    gradient, minimum, quadraticBounds, minibatch, hessian, pure, hessianProduct, residuals,
    infimum, examples, inertia, precision, together, modes, reverse,
  ]

  /// Whether numbers agree to a tolerance: those that are not finite by being the same.
  static func agrees(_ a: Double, _ b: Double, within tolerance: Double) -> Bool {
    Comparison.same(a, b) || abs(a - b) <= tolerance
  }

  /// What is said of points where a problem is infinite, as at poles and beyond overflow: there
  /// are no derivatives to speak of.
  static let isInfinite = Verdict.skipped("the value or a derivative is infinite there")

  /// Whether a value and derivatives are not so large that calculating with them overflows. NaN is not
  /// large: it is for the law to refuse.
  static func isCalculable(_ value: Double, _ derivatives: [Double]...) -> Bool {
    !(abs(value) >= 1e150)
      && derivatives.allSatisfy { row in !row.contains { abs($0) >= 1e150 } }
  }

  /// a + h b.
  static func along(_ a: [Double], _ h: Double, _ b: [Double]) -> [Double] {
    a.indices.map { a[$0] + h * b[$0] }
  }

  static func dot(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }

  static func norm(_ a: [Double]) -> Double { euclideanNorm(a, a.count) }
}
