import Descent

/// A linear warm-up, then a decay with the square root of the step: the Transformer's schedule.
///
/// - Values: `1/W` at step 1, 1 at step `W`, ½ at step `4W`; with no warm-up, 1 at step 1 and
///   `1/√t` after. Increasing up to step `W`, decreasing after. It never becomes constant.
/// - Follows: Vaswani et al., "Attention is all you need", NeurIPS 2017, arXiv:1706.03762, equation
///   (3).
/// - Deviations: the peak is 1; the paper's is `1/√(d_model · W)`.
public struct InverseSquareRoot: Schedule, Configurable {
  @Hyperparameter("steps W up to the full rate", in: 0...) public var warmup = 0

  public init() {}

  public static let card = Card(
    name: "inverse_sqrt", summary: "a linear rise, then one over the root of the step",
    formula: "s(t) = min(t/W, √(W/t)); with W = 0: 1/√t",
    source: "Vaswani et al., NeurIPS 2017, arXiv:1706.03762, equation (3)")

  public func factor(at step: Int) -> Double {
    step < warmup
      ? Double(step) / Double(warmup)
      : (Double(max(1, warmup)) / Double(step)).squareRoot()
  }

  public var horizon: Int? { nil }
}
