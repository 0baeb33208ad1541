import Descent

/// Cosine annealing with warm restarts: half a cosine down to a floor, then again from 1, each
/// period `multiplier` times as long as the one before.
///
/// - Values: 1 at the first step of each period (steps 1, T₀ + 1, T₀ + T₀m + 1, …), then falling
///   towards the floor. It would reach the floor at the step that restarts, so no step uses it.
///   With period 1 and multiplier 1, every step is a restart.
/// - Follows: Loshchilov and Hutter, "SGDR", ICLR 2017, arXiv:1608.03983, equation (5); PyTorch's
///   `CosineAnnealingWarmRestarts` (`T_0`, `T_mult`, `eta_min`).
/// - Deviations: restarts at whole steps only, not within epochs.
public struct SGDR: Schedule, Configurable {
  @Hyperparameter("steps T₀ of the first period", in: 1...) public var period = 100
  @Hyperparameter("growth m of the periods", in: 1...) public var multiplier = 2
  @Hyperparameter("factor at the end of a period", in: 0...1) public var floor = 0.0

  public init() {}

  public static let card = Card(
    name: "sgdr", summary: "cosine annealing with warm restarts",
    formula: """
      s(t) = floor + (1 − floor) (1 + cos(π k/Tᵢ))/2, k steps into period i
      Tᵢ = T₀ mⁱ
      """,
    source: "Loshchilov and Hutter, ICLR 2017, arXiv:1608.03983, equation (5)")

  public func factor(at step: Int) -> Double {
    var (taken, length) = (step - 1, period)
    if multiplier == 1 {
      taken %= length
    } else {
      // This takes at most 63 rounds, because the length at least doubles.
      while taken >= length {
        taken -= length
        let (product, overflow) = length.multipliedReportingOverflow(by: multiplier)
        length = overflow ? .max : product
      }
    }
    return floor + (1 - floor) * cosineDescent(Double(taken) / Double(length))
  }

  public var horizon: Int? { nil }
}
