import Descent

/// A straight line from one factor to another, then flat.
///
/// - Values: `start` at step 1, half-way between at step `T/2 + 1`, exactly `end` at step `T + 1`
///   and after. Monotone, and never above the larger of `start` and `end`.
/// - Follows: PyTorch's `LinearLR` in its closed form (`start_factor`, `end_factor`,
///   `total_iters`).
/// - Deviations: PyTorch multiplies the previous factor at each step, which differs by rounding
///   and cannot start at 0; here `start` may be 0.
public struct Linear: FiniteSchedule, Configurable {
  @Hyperparameter("factor at the first step", in: 0...1) public var start = 1.0
  @Hyperparameter("factor past the horizon", in: 0...1) public var end = 0.0
  @Hyperparameter("steps T from start to end", in: 1...) public var horizon = 1000

  public init() {}

  public static let card = Card(
    name: "linear", summary: "a straight line from start to end",
    formula: "s(t) = start + (end − start) min(1, (t − 1)/T)",
    source: "Defazio et al., Optimal linear decay learning rate schedules, 2023, arXiv:2310.07831")

  public func factor(at step: Int) -> Double {
    let p = fraction(of: horizon, before: step)
    // At the end the sum could differ from `end` by rounding.
    return p < 1 ? start + (end - start) * p : end
  }
}
