import Descent

/// A law about a problem: its value, gradient, Hessian and what it claims of itself.
public typealias ProblemLaw = Law<ProblemCase>

/// The laws of problems, one file each.
public enum ProblemLaws {
  public static let all: [ProblemLaw] = [
    gradient, minimum, quadraticBounds, minibatch, hessian, pure, hessianProduct, residuals,
    infimum, examples, inertia, precision, together, modes, reverse,
  ]

  /// a + h b.
  static func along(_ a: [Double], _ h: Double, _ b: [Double]) -> [Double] {
    a.indices.map { a[$0] + h * b[$0] }
  }

  static func dot(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }

  static func norm(_ a: [Double]) -> Double { euclideanNorm(a, a.count) }
}
