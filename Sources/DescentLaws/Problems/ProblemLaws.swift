import Descent

/// A law about a problem: its value, gradient, Hessian and claims.
package typealias ProblemLaw = Law<ProblemCase>

/// The laws of problems, one file each.
package enum ProblemLaws {
  package static let all: [ProblemLaw] = [
    gradient, minimum, quadraticBounds, minibatch, hessian, pure, hessianProduct, residuals,
    infimum, examples, likelihood, inertia, precision, together, modes, reverse,
  ]

  /// Whether numbers agree within a tolerance; non-finite numbers must be the same.
  static func agrees(_ a: Double, _ b: Double, within tolerance: Double) -> Bool {
    Comparison.same(a, b) || abs(a - b) <= tolerance
  }

  /// The verdict at points where a problem is infinite, such as poles or overflows, because there are no
  /// derivatives to compare.
  static let isInfinite = Verdict.skipped("the value or a derivative is infinite there")

  /// Whether a value and derivatives are small enough to calculate with them without overflow. NaN passes,
  /// because the law itself must reject it.
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
