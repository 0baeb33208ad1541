import Descent
import WorstCaseProblems

/// The class of functions for which gradient descent's worst case is known: curvatures up to L, and
/// a minimum at a distance R from the start.
enum WorstCase {
  static let (l, r) = (4.0, 3.0)

  /// L R²/(4k + 2).
  static func bound(_ k: Int) -> Double { l * r * r / Double(4 * k + 2) }

  /// The gap after k steps of rate h/L on the Huber function of a given τ.
  static func huberGap(
    _ lab: Laboratory, _ rule: Specification, tau: Double, h: Double, steps: Int
  ) throws -> Double {
    try lab.path(
      lab.rule(rule, rate: h / l), on: Separable.huber(l, tau), from: [r], steps: steps
    ).losses[steps]
  }
}
