import Descent

/// A linear warm-up to 1, then 1.
///
/// - Values: `1/W` at step 1 (the first step is not wasted on a rate of 0), 1 at step `W` and
///   after; with no steps always 1. Increasing.
/// - Follows: Goyal et al., "Accurate, large minibatch SGD", 2017, arXiv:1706.02677, §2.2.
/// - Deviations: none.
/// - See also: `warmedUp(steps:)`, which puts the same warm-up before any schedule.
public struct Warmup: Schedule, Configurable {
  @Hyperparameter("steps W up to the full rate", in: 0...) public var steps = 100

  public init() {}

  public static let card = Card(
    name: "warmup", summary: "a linear rise to 1, then constant",
    formula: "s(t) = min(1, t/W)",
    source: "Goyal et al., 2017, arXiv:1706.02677, §2.2")

  public func factor(at step: Int) -> Double {
    step < steps ? Double(step) / Double(steps) : 1
  }

  public var horizon: Int? { steps }
}
