import Descent
import DescentRules

/// MARS: AdamW or Lion on a gradient with reduced variance. It adds a multiple of the difference from
/// the previous gradient.
///
/// - Follows: Yuan et al., "MARS: unleashing the power of variance reduction for training large
///   models", ICML 2025, arXiv:2411.10438, Algorithms 2 (MARS-AdamW) and 3 (MARS-Lion), in the
///   approximate form: the previous gradient is that of the previous batch.
/// - Deviations: the first difference is taken from 0, as in the authors' code, or left out, as
///   in timm (`first_difference`), which does not clip the first gradient either. Every tensor
///   takes MARS's step. Use a group to give vectors AdamW, as the authors do. With ε = 0 a
///   coordinate whose root is 0 does not move.
/// - Memory: 3 scalars per coordinate (lion: 2), 2 per tensor. Time per step: O(n), with two
///   passes over the gradient.
/// - See also: `AdamW`, which this rule equals without the difference and the clip.
public struct MARS: SummingOptimizer {
  public enum Variant: String, CaseIterable, WordHyperparameter { case adamw, lion }
  public enum FirstDifference: String, CaseIterable, WordHyperparameter { case gradient, zero }

  @Hyperparameter("learning rate η", in: 0...) public var learningRate = 0.003
  @Hyperparameter("decay β₁ of the first moment", in: 0..<1, kind: .firstMomentDecay)
  public var beta1 = 0.95
  @Hyperparameter("decay β₂ of the second moment", in: 0..<1, kind: .secondMomentDecay)
  public var beta2 = 0.99
  @Hyperparameter("scale γ of the difference", in: 0...) public var gamma = 0.025
  @Hyperparameter("ε, added to the root", in: 0..., kind: .stabilizer) public var epsilon = 1e-8
  @Hyperparameter("largest norm of c in a tensor; 0: any", in: 0...) public var clip = 1.0
  @Hyperparameter("the rule that c goes to") public var variant = Variant.adamw
  @Hyperparameter("what the first gradient differs by") public var firstDifference =
    FirstDifference.gradient
  @Hyperparameter("decoupled weight decay λ", in: 0..., kind: .weightDecay)
  public var weightDecay = 0.0

  public init() {}

  public static let card = Card(
    name: "mars", summary: "AdamW or Lion on a variance-reduced gradient",
    formula: """
      cₜ = gₜ + γ β₁/(1 − β₁) (gₜ − gₜ₋₁)      cₜ ← cₜ/‖cₜ‖ where ‖cₜ‖ > 1; g₀ = 0, or g₁
      mₜ = β₁ mₜ₋₁ + (1 − β₁) cₜ              vₜ = β₂ vₜ₋₁ + (1 − β₂) cₜ²      m₀ = v₀ = 0
      adamw: xₜ = (1 − ηλ) xₜ₋₁ − η mₜ/(1 − β₁ᵗ) / (√(vₜ/(1 − β₂ᵗ)) + ε)
      lion:  xₜ = (1 − ηλ) xₜ₋₁ − η sign(mₜ)
      """,
    source: "Yuan et al., ICML 2025, arXiv:2411.10438, Algorithms 2 and 3")

  public var slots: [StateSlot] {
    ["first_moment", "previous_gradient"] + (variant == .adamw ? ["second_moment"] : [])
  }
  public var counters: [StateSlot] {
    [StateSlot("beta1_power", initial: 1), StateSlot("beta2_power", initial: 1)]
  }
  public var sums: [Reduction] { [.sum] }
  public var decoupledDecay: Double { weightDecay }

  public struct Constants {
    public var shrink, stepSize, correction, difference, scale: Double
  }

  public func constants(_ info: StepInfo, counters: inout Counters, sums: Sums) -> Constants {
    let leavesOut = counters[0] == 1 && firstDifference == .zero
    counters[0] *= beta1
    counters[1] *= beta2
    let norm = sqrt(sums[0])
    return Constants(
      shrink: 1 - info.rate * weightDecay,
      stepSize: info.rate / (variant == .lion ? 1 : 1 - counters[0]),
      correction: 1 / sqrt(1 - counters[1]),
      difference: leavesOut ? 0 : gamma * beta1 / (1 - beta1),
      scale: clip > 0 && norm > clip ? clip / norm : 1)
  }

  public func terms<T: KernelScalar>(
    pass: Int, _ x: T, gradient g: T, state s: Slots<T>, _ c: Constants
  ) -> Terms<T> {
    let corrected = g + T(c.difference) * (g - s[1])
    return [corrected * corrected, 0, 0, 0]
  }

  public func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    let corrected = T(c.scale) * (g + T(c.difference) * (g - s[1]))
    s[0] = T(beta1) * s[0] + T(1 - beta1) * corrected
    s[1] = g
    if variant == .lion {
      x = T(c.shrink) * x - T(c.stepSize) * sign(s[0])
    } else {
      s[2] = T(beta2) * s[2] + T(1 - beta2) * corrected * corrected
      let root = sqrt(s[2]) * T(c.correction) + T(epsilon)
      x = T(c.shrink) * x - quotient(T(c.stepSize) * s[0], root)
    }
  }
}
