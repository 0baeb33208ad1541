import Descent

/// Multiplies the rate by the same factor at every step.
///
/// - Values: 1 at step 1, γ at step 2, γ² at step 3, …, and 0 when that underflows. Decreasing.
/// - Follows: PyTorch's `ExponentialLR` (`gamma`) in its closed form; PyTorch multiplies the
///   previous factor at each step, which differs by rounding.
/// - Deviations: γ is at most 1, so that the factor always stays finite.
public struct Exponential: Schedule, Configurable {
  @Hyperparameter("factor γ of each step", in: 0...1) public var gamma = 0.999

  public init() {}

  public static let card = Card(
    name: "exponential", summary: "a cut by gamma at every step", formula: "s(t) = γ^(t − 1)",
    source:
      "Senior et al., An empirical study of learning rates, ICASSP 2013; PyTorch, ExponentialLR")

  public func factor(at step: Int) -> Double { .pow(gamma, step - 1) }

  public var horizon: Int? { nil }
}
