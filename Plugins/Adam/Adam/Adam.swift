import Descent
import DescentRules

/// Adam: adaptive moment estimation.
///
/// - Follows: Kingma and Ba, "Adam: a method for stochastic optimization", ICLR 2015,
///   arXiv:1412.6980, Algorithm 1. AMSGrad: Reddi, Kale and Kumar, ICLR 2018, Algorithm 2, with the
///   maximum taken before bias correction, as PyTorch does, unless `amsgrad_corrected`.
/// - Deviations: none at the defaults. Coupled weight decay and AMSGrad's bias correction, which
///   its paper omits, are as in PyTorch. With ε = 0 a coordinate whose root is 0 does not move.
/// - Memory: 2 scalars per coordinate (3 with AMSGrad), 2 per tensor. Time per step: O(n).
/// - See also: `AdamW`, whose weight decay does not pass through the moments.
public struct Adam: CoordinatewiseOptimizer, MomentConventions {
  @Hyperparameter("learning rate η", in: 0...) public var learningRate = 0.001
  @Hyperparameter("decay β₁ of the first moment", in: 0..<1, kind: .firstMomentDecay)
  public var beta1 = 0.9
  @Hyperparameter("decay β₂ of the second moment", in: 0..<1, kind: .secondMomentDecay)
  public var beta2 = 0.999
  @Hyperparameter("ε, added to the root", in: 0..., kind: .stabilizer) public var epsilon = 1e-8
  @Hyperparameter("divide by the largest second moment so far", kind: .maximum)
  public var amsgrad = false
  @Hyperparameter("coupled weight decay λ", in: 0..., kind: .weightDecay)
  public var weightDecay = 0.0
  @Hyperparameter("take AMSGrad's maximum of corrected moments") public var amsgradCorrected = false
  @Hyperparameter("divide the moments by their bias") public var biasCorrection = true
  @Hyperparameter("ε after, before or inside the corrected root") public var epsPlacement =
    EpsilonPlacement.after

  public init() {}

  public static let card = Card(
    name: "adam", summary: "adaptive moment estimation",
    formula: """
      gₜ = ∇f(xₜ₋₁) + λ xₜ₋₁
      mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ        vₜ = β₂ vₜ₋₁ + (1 − β₂) gₜ²        m₀ = v₀ = 0
      xₜ = xₜ₋₁ − η · mₜ/(1 − β₁ᵗ) / (√(vₜ/(1 − β₂ᵗ)) + ε)
      AMSGrad: v̂ₜ = max(v̂ₜ₋₁, vₜ) in the place of vₜ under the root
      amsgrad_corrected: v̂ₜ = max(v̂ₜ₋₁, vₜ/(1 − β₂ᵗ)), not corrected again
      eps_placement: before (√vₜ + ε)/√(1 − β₂ᵗ), inside √(vₜ/(1 − β₂ᵗ) + ε)
      without bias_correction: 1 for 1 − β₁ᵗ and 1 − β₂ᵗ
      """,
    source: "Kingma and Ba, ICLR 2015, arXiv:1412.6980, Algorithm 1")

  public static let exemptions = MomentExemptions.all

  public var slots: [StateSlot] {
    ["first_moment", "second_moment"] + (amsgrad ? ["largest_second_moment"] : [])
  }
  // β₁ᵗ and β₂ᵗ are kept as running products: no power is computed per step, and each tensor
  // counts its own steps.
  public var counters: [StateSlot] {
    [StateSlot("beta1_power", initial: 1), StateSlot("beta2_power", initial: 1)]
  }

  // This is inlined because a call would copy the rule at every step.
  @inline(__always)
  public func constants(rate: Double, counters: inout Counters) -> MomentConstants {
    counters[0] *= beta1
    counters[1] *= beta2
    return momentConstants(rate: rate, powers: (counters[0], counters[1]))
  }

  public func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ c: MomentConstants
  ) {
    let g = gradient + T(weightDecay) * x
    s[0] = T(beta1) * s[0] + T(1 - beta1) * g
    s[1] = T(beta2) * s[1] + T(1 - beta2) * g * g
    if amsgrad { s[2] = max(s[1] * T(c.share), s[2]) }
    x -= quotient(T(c.stepSize) * s[0], c.root(amsgrad ? s[2] : s[1]))
  }
}
