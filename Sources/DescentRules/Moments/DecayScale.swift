import Descent

/// The factor of decoupled weight decay, as a function of the rate η and the rate η₀ before the
/// schedule.
public enum DecayScale: String, CaseIterable, WordHyperparameter {
  /// η, as in PyTorch.
  case rate
  /// η/η₀, the schedule's factor alone, as in Loshchilov and Hutter.
  case schedule
  /// η²/η₀, as in Defazio's AdamC.
  case rateSquared = "rate_squared"

  @inlinable
  public func factor(rate: Double, base: Double) -> Double {
    switch self {
    case .rate: rate
    case .schedule: base == 0 ? 0 : rate / base
    case .rateSquared: base == 0 ? 0 : rate * rate / base
    }
  }
}
