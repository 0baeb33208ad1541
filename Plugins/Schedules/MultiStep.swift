import Descent

/// Multiplies the rate by a factor after each step in a list.
///
/// - Values: 1 up to and including step `m₁`, γ from step `m₁ + 1`, γ² from step `m₂ + 1`, …;
///   constant after the last milestone; without milestones always 1. Decreasing.
/// - Follows: PyTorch's `MultiStepLR` (`milestones`, `gamma`) in its closed form; PyTorch
///   multiplies the previous factor at each cut, which differs by rounding.
/// - Deviations: γ is at most 1, and milestones must increase.
public struct MultiStep: Schedule, Configurable {
  @Hyperparameter("steps m₁-m₂-… after which to cut", entriesIn: 1...) public var milestones = [
    30, 80,
  ]
  @Hyperparameter("factor γ of each cut", in: 0...1) public var gamma = 0.1

  public init() {}

  public static let card = Card(
    name: "multistep", summary: "a cut by gamma after each milestone",
    formula: "s(t) = γ^#{i : mᵢ ≤ t − 1}",
    source: "He et al., Deep residual learning, CVPR 2016, §4.2; PyTorch, MultiStepLR")

  public func validate() throws(ConfigurationError) {
    guard zip(milestones, milestones.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw .inconsistent(
        owner: Self.card.name,
        reason: "milestones must increase, got \(milestones.hyperparameterText)")
    }
  }

  public func factor(at step: Int) -> Double {
    .pow(gamma, milestones.count { $0 < step })
  }

  public var horizon: Int? { milestones.last ?? 0 }
}
