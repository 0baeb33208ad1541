import Descent

/// How a quadratic's eigenvalues are spread between the smallest and the largest.
public enum Spectrum: String, CaseIterable, WordHyperparameter {
  /// In geometric progression, with equally many in each decade.
  case log
  /// In arithmetic progression.
  case linear
  /// The first half (the larger half if `n` is odd) equals the smallest eigenvalue, the second
  /// half the largest.
  case two

  /// The `n` eigenvalues in ascending order. The first and the last are exact. For `n` = 1 it
  /// is the smallest.
  func eigenvalues(_ n: Int, smallest: Double, condition: Double) -> [Double] {
    (0..<n).map { i in
      let t = n == 1 ? 0 : Double(i) / Double(n - 1)
      return switch self {
      case .log: smallest * .pow(condition, t)
      case .linear: smallest * ((1 - t) + condition * t)
      case .two: 2 * i < n ? smallest : smallest * condition
      }
    }
  }
}
