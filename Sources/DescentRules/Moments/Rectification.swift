import Descent

/// RAdam's estimate of the reliability of the second moment of t gradients.
public struct Rectification: Sendable {
  /// ρₜ, the length of a simple average with the variance of the running mean.
  public let length: Double
  /// ρ∞, the limit of ρₜ.
  public let limit: Double

  /// Computes the power β₂ᵗ directly: a running product has one more rounding error per step,
  /// which ρ∞ − ρₜ amplifies a thousandfold in the first steps.
  // Not inlined, because the loops of a rule must contain no function call.
  @inline(never)
  public init(beta2: Double, step: Double) {
    let power = Double.pow(beta2, step)
    limit = 2 / (1 - beta2) - 1
    length = limit - 2 * step * power / (1 - power)
  }

  /// r, the factor of a rectified move.
  /// - Precondition: ρₜ > 4.
  @inlinable
  public var factor: Double {
    let ratio = (length - 4) * (length - 2) * limit / ((limit - 4) * (limit - 2) * length)
    return ratio.squareRoot()
  }
}
