import Descent

/// One cycle: a cosine rise to the peak, then a cosine descent far below the start.
///
/// - Values, with `r = pct_start · T − 1`: `1/div_factor` at step 1, 1 at step `r + 1` if that is
///   whole, `1/(div_factor · final_div_factor)` at step `T`, the last, and after. Increasing up to
///   the peak, decreasing after. If `pct_start · T ≤ 1`, there is no rise. The descent then starts
///   `−r` steps past the peak, as in PyTorch. A horizon of 1 has only the final factor.
/// - Follows: Smith and Topin, "Super-convergence", 2017, arXiv:1708.07120, in the two-phase form
///   of PyTorch's `OneCycleLR` with cosine annealing (`horizon` is its `total_steps`).
/// - Deviations: the momentum is not cycled. The schedule is also defined for `r = 0`, where
///   PyTorch divides by 0 (the peak is at step 1), and after the horizon, where PyTorch raises an
///   error.
public struct OneCycle: FiniteSchedule, Configurable {
  @Hyperparameter("fraction of the steps that rise", in: 0...1) public var pctStart = 0.3
  @Hyperparameter("peak over the first factor", in: 1...) public var divFactor = 25.0
  @Hyperparameter("first factor over the last", in: 1...) public var finalDivFactor = 1e4
  @Hyperparameter("steps T in all", in: 1...) public var horizon = 1000

  public init() {}

  public static let card = Card(
    name: "one_cycle", summary: "a cosine rise to 1, then a cosine descent far below the start",
    formula: """
      k = t − 1, r = pct_start T − 1, first = 1/div_factor, last = first/final_div_factor
      s(t) = first + (1 − first) (1 − cos(π k/r))/2 for k ≤ r
      s(t) = last + (1 − last) (1 + cos(π (k − r)/(T − 1 − r)))/2 after
      """,
    source: "Smith and Topin, 2017, arXiv:1708.07120; PyTorch, OneCycleLR")

  public func factor(at step: Int) -> Double {
    let taken = Double(step - 1)
    let rise = pctStart * Double(horizon) - 1
    let first = 1 / divFactor
    let last = first / finalDivFactor
    if rise > 0, taken <= rise { return first + (1 - first) * (1 - cosineDescent(taken / rise)) }
    guard step < horizon else { return last }
    return last + (1 - last) * cosineDescent((taken - rise) / (Double(horizon - 1) - rise))
  }
}
