import Descent

/// Half a cosine from 1 down to a floor, then flat.
///
/// - Values: 1 at step 1, `(1 + floor)/2` at step `T/2 + 1`, `floor` at step `T + 1` and after.
///   Decreasing; symmetric about its middle.
/// - Follows: Loshchilov and Hutter, "SGDR", ICLR 2017, arXiv:1608.03983, equation (5), one period.
/// - Deviations: stays at the floor after the horizon, while PyTorch's `CosineAnnealingLR` rises
///   again. Up to the horizon both agree (its `T_max` is `horizon`, its `eta_min` is `floor`
///   times the rate).
public struct Cosine: FiniteSchedule, Configurable {
  @Hyperparameter("factor past the horizon", in: 0...1) public var floor = 0.0
  @Hyperparameter("steps T from 1 to the floor", in: 1...) public var horizon = 1000

  public init() {}

  public static let card = Card(
    name: "cosine", summary: "half a cosine from 1 to a floor",
    formula: "s(t) = floor + (1 − floor) (1 + cos(π min(1, (t − 1)/T)))/2",
    source: "Loshchilov and Hutter, ICLR 2017, arXiv:1608.03983, equation (5)")

  public func factor(at step: Int) -> Double {
    floor + (1 - floor) * cosineDescent(fraction(of: horizon, before: step))
  }
}
