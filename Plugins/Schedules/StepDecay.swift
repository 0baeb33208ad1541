import Descent

/// Multiplies the rate by a factor every P steps.
///
/// - Values: 1 at steps 1 to P, γ at steps P + 1 to 2P, γ² at the next P, … (with γ = 0: 0 from
///   step P + 1). Decreasing.
/// - Follows: PyTorch's `StepLR` (`step_size`, `gamma`) in its closed form; PyTorch multiplies the
///   previous factor at each cut, which differs by rounding.
/// - Deviations: γ is at most 1, so that the factor always stays finite.
public struct StepDecay: Schedule, Configurable {
  @Hyperparameter("steps P between cuts", in: 1...) public var period = 30
  @Hyperparameter("factor γ of each cut", in: 0...1) public var gamma = 0.1

  public init() {}

  public static let card = Card(
    name: "step", summary: "a cut by gamma every period",
    formula: "s(t) = γ^⌊(t − 1)/P⌋",
    source: "Ge et al., The step decay schedule, NeurIPS 2019, arXiv:1904.12838; PyTorch, StepLR")

  public func factor(at step: Int) -> Double { .pow(gamma, (step - 1) / period) }

  public var horizon: Int? { nil }
}
