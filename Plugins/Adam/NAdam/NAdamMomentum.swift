import Descent
import DescentRules

/// Values that all coordinates share in one step.
public struct NAdamConstants: Sendable {
  /// The factors of the gradient and of the first moment.
  let gradient, moment: Double
  let root: CorrectedRoot
  let decay: WeightDecay
}

extension NAdam {
  /// μₜ.
  func momentum(at step: Double) -> Double {
    momentumDecay == 0 ? beta1 : beta1 * (1 - 0.5 * .pow(0.96, step * momentumDecay))
  }

  /// The bias-corrected shares of the gradient and of the first moment in a move.
  /// - Parameters:
  ///   - product: μ₁ ⋯ μₜ.
  ///   - power: β₁ᵗ.
  func parts(now: Double, next: Double, product: Double, power: Double)
    -> (gradient: Double, moment: Double)
  {
    correction == .single
      ? ((1 - beta1) / (1 - power), beta1 / (1 - power))
      : ((1 - now) / (1 - product), next / (1 - product * next))
  }

  /// The same value for an integer step.
  func parts(at step: Int) -> (gradient: Double, moment: Double) {
    // The product of many momenta is negligible beside 1, so the number of factors is limited.
    let product = (1...min(step, 100_000)).reduce(1) { $0 * momentum(at: Double($1)) }
    return parts(
      now: momentum(at: Double(step)), next: momentum(at: Double(step) + 1), product: product,
      power: .pow(beta1, step))
  }
}
