import Descent
import DescentRules

/// Yogi: Adam whose second moment moves towards the squared gradient by a fixed share of that
/// square.
///
/// - Follows: Zaheer, Reddi, Sachan, Kale and Kumar, "Adaptive methods for nonconvex optimization",
///   NeurIPS 2018, Algorithm 2.
/// - Deviations: moments are bias-corrected, as in Optax and TensorFlow Addons, unless
///   `bias_correction=false`, the paper's form. `seeds_momentum` also starts the first moment at the
///   initial accumulator, as Optax does. Parameters then move even if the gradient is 0. Coupled weight
///   decay is an option.
/// - Memory: 2 scalars per coordinate, 2 per tensor. Time per step: O(n).
/// - See also: `Adam`, whose second moment decays in proportion to itself.
public struct Yogi: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) public var learningRate = 0.01
  @Hyperparameter("decay β₁ of the first moment", in: 0..<1, kind: .firstMomentDecay)
  public var beta1 = 0.9
  @Hyperparameter(
    "β₂; 1 − β₂ of a square joins the second moment", in: 0..<1, kind: .secondMomentDecay)
  public var beta2 = 0.999
  @Hyperparameter("ε, added to the root", in: 0..., kind: .stabilizer) public var epsilon = 1e-3
  @Hyperparameter("where the second moment starts", in: 0..., kind: .initialAccumulator)
  public var initialAccumulatorValue = 1e-6
  @Hyperparameter("weight decay λ", in: 0..., kind: .weightDecay) public var weightDecay = 0.0
  @Hyperparameter("divide the moments by their bias") public var biasCorrection = true
  @Hyperparameter("start the first moment there, too") public var seedsMomentum = false
  @Hyperparameter("decay beside the move, not through the moments")
  public var decoupledWeightDecay = false

  public init() {}

  public static let card = Card(
    name: "yogi", summary: "Adam with additive changes of the second moment",
    formula: """
      gₜ = ∇f(xₜ₋₁) + λ xₜ₋₁      mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ
      vₜ = vₜ₋₁ − (1 − β₂) sign(vₜ₋₁ − gₜ²) gₜ²      v₀ = initial_accumulator_value
      xₜ = xₜ₋₁ − η · mₜ/(1 − β₁ᵗ) / (√(vₜ/(1 − β₂ᵗ)) + ε)      m₀ = 0; seeds_momentum: v₀
      without bias_correction: 1 for 1 − β₁ᵗ and 1 − β₂ᵗ
      decoupled_weight_decay: from (1 − ηλ) xₜ₋₁, and gₜ = ∇f(xₜ₋₁)
      """,
    source: "Zaheer, Reddi, Sachan, Kale and Kumar, NeurIPS 2018, Algorithm 2")

  public static let exemptions = knownExemptions

  public var slots: [StateSlot] {
    [
      StateSlot("first_moment", initial: seedsMomentum ? initialAccumulatorValue : 0),
      StateSlot("second_moment", initial: initialAccumulatorValue),
    ]
  }
  public var counters: [StateSlot] {
    [StateSlot("beta1_power", initial: 1), StateSlot("beta2_power", initial: 1)]
  }
  public var decoupledDecay: Double { decoupledWeightDecay ? weightDecay : 0 }

  public struct Constants {
    let stepSize: Double
    let root: CorrectedRoot
    let decay: WeightDecay
  }

  public func constants(rate: Double, counters: inout Counters) -> Constants {
    (counters[0], counters[1]) = (counters[0] * beta1, counters[1] * beta2)
    let (c1, c2) = biasCorrection ? (1 - counters[0], 1 - counters[1]) : (1, 1)
    return Constants(
      stepSize: rate / c1, root: CorrectedRoot(epsilon: epsilon, .after, bias: c2),
      decay: WeightDecay(weightDecay, decoupled: decoupledWeightDecay, rate: rate))
  }

  public func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ c: Constants
  ) {
    let g = gradient + T(c.decay.added) * x
    s[0] = T(beta1) * s[0] + T(1 - beta1) * g
    s[1] -= T(1 - beta2) * sign(s[1] - g * g) * g * g
    x = T(c.decay.shrink) * x - quotient(T(c.stepSize) * s[0], c.root(s[1]))
  }
}
