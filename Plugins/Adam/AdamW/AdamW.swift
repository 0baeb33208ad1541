import Descent
import DescentRules

/// AdamW: Adam with decoupled weight decay.
///
/// - Follows: Loshchilov and Hutter, "Decoupled weight decay regularization", ICLR 2019,
///   arXiv:1711.05101, Algorithm 2. `decay=rate_squared`: Defazio, arXiv:2506.02285 (AdamC).
/// - Deviations: the decay is multiplied by the learning rate, x ← (1 − ηλ) x, as in PyTorch, unless
///   `decay=schedule`, the paper's form; AdamC's form applies here to every tensor, not only to
///   those of normalized layers. The default λ = 0.01 is PyTorch's. The moments follow the
///   conventions of `Adam`. With ε = 0 a coordinate whose root is 0 does not move.
/// - Memory: 2 scalars per coordinate (3 with AMSGrad), 2 per tensor. Time per step: O(n).
/// - See also: `Adam`, which equals this rule with λ = 0, bit for bit.
public struct AdamW: CoordinatewiseOptimizer, MomentConventions {
  @Hyperparameter("learning rate η", in: 0...) public var learningRate = 0.001
  @Hyperparameter("decay β₁ of the first moment", in: 0..<1, kind: .firstMomentDecay)
  public var beta1 = 0.9
  @Hyperparameter("decay β₂ of the second moment", in: 0..<1, kind: .secondMomentDecay)
  public var beta2 = 0.999
  @Hyperparameter("ε, added to the root", in: 0..., kind: .stabilizer) public var epsilon = 1e-8
  @Hyperparameter("divide by the largest second moment so far", kind: .maximum)
  public var amsgrad = false
  @Hyperparameter("decoupled weight decay λ", in: 0..., kind: .weightDecay)
  public var weightDecay = 0.01
  @Hyperparameter("take AMSGrad's maximum of corrected moments") public var amsgradCorrected = false
  @Hyperparameter("divide the moments by their bias") public var biasCorrection = true
  @Hyperparameter("ε after, before or inside the corrected root") public var epsPlacement =
    EpsilonPlacement.after
  @Hyperparameter("what λ is multiplied by: η, η/η₀ or η²/η₀") public var decay = DecayScale.rate

  public init() {}

  public static let card = Card(
    name: "adamw", summary: "Adam with decoupled weight decay",
    formula: """
      mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ        vₜ = β₂ vₜ₋₁ + (1 − β₂) gₜ²        m₀ = v₀ = 0
      xₜ = (1 − ηλ) xₜ₋₁ − η · mₜ/(1 − β₁ᵗ) / (√(vₜ/(1 − β₂ᵗ)) + ε)
      AMSGrad: v̂ₜ = max(v̂ₜ₋₁, vₜ) in the place of vₜ under the root; other moments as in adam
      decay: schedule 1 − (η/η₀) λ, rate_squared 1 − (η²/η₀) λ, η₀ the rate before
      the schedule
      """,
    source: "Loshchilov and Hutter, ICLR 2019, arXiv:1711.05101, Algorithm 2")

  public static let exemptions = MomentExemptions.all + scaledDecayExemptions

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
  public func constants(_ info: StepInfo, counters: inout Counters) -> MomentConstants {
    counters[0] *= beta1
    counters[1] *= beta2
    var c = momentConstants(rate: info.rate, powers: (counters[0], counters[1]))
    c.shrink = 1 - decay.factor(rate: info.rate, base: info.baseRate) * weightDecay
    return c
  }

  public func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: MomentConstants
  ) {
    s[0] = T(beta1) * s[0] + T(1 - beta1) * g
    s[1] = T(beta2) * s[1] + T(1 - beta2) * g * g
    if amsgrad { s[2] = max(s[1] * T(c.share), s[2]) }
    x = T(c.shrink) * x - quotient(T(c.stepSize) * s[0], c.root(amsgrad ? s[2] : s[1]))
  }
}
