import Descent

/// RAdam's estimate of how far the second moment of t gradients can be trusted.
public struct Rectification: Sendable {
  /// ρₜ, the length of a simple average with the variance of the running mean.
  public let length: Double
  /// ρ∞, what it tends to.
  public let limit: Double

  /// The power is taken anew: β₂ᵗ as a running product is off by a rounding a step, which ρ∞ − ρₜ
  /// makes a thousand times larger in the first steps.
  // Not inlined: the loops of a rule call no function.
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
