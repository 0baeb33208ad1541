import Descent
import DescentRules

/// RAdam: Adam that does not use its second moment until enough steps have passed. It then
/// rectifies the variance of its steps.
///
/// - Follows: Liu et al., "On the variance of the adaptive learning rate and beyond", ICLR 2020,
///   arXiv:1908.03265, Algorithm 2 with `threshold=4,degenerated_to_sgd=true`.
/// - Deviations: the threshold of ρ is 5, as in the authors' program, PyTorch and Optax. The paper has
///   no ε. PyTorch adds it before bias correction, Optax after. Weight decay is coupled, as in
///   PyTorch. An option decouples it, as in the authors' program.
/// - Memory: 2 scalars per coordinate, 3 per tensor. Time per step: O(n).
/// - See also: `Adam`, which it approaches.
public struct RAdam: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) public var learningRate = 0.001
  @Hyperparameter("decay β₁ of the first moment", in: 0..<1, kind: .firstMomentDecay)
  public var beta1 = 0.9
  @Hyperparameter("decay β₂ of the second moment", in: 0..<1, kind: .secondMomentDecay)
  public var beta2 = 0.999
  @Hyperparameter("ε, added to the root", in: 0..., kind: .stabilizer) public var epsilon = 1e-8
  @Hyperparameter("weight decay λ", in: 0..., kind: .weightDecay) public var weightDecay = 0.0
  @Hyperparameter("ρ above which steps are rectified", in: 4...) public var threshold = 5.0
  @Hyperparameter("ε after, before or inside the corrected root") public var epsPlacement =
    EpsilonPlacement.before
  @Hyperparameter("below the threshold move by the first moment, else stay")
  public var degeneratedToSgd = true
  @Hyperparameter("decay beside the move, not through the moments")
  public var decoupledWeightDecay = false

  public init() {}

  public static let card = Card(
    name: "radam", summary: "Adam with rectified variance",
    formula: """
      gₜ = ∇f(xₜ₋₁) + λ xₜ₋₁      mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ      vₜ = β₂ vₜ₋₁ + (1 − β₂) gₜ²
      ρ∞ = 2/(1 − β₂) − 1      ρₜ = ρ∞ − 2t β₂ᵗ/(1 − β₂ᵗ)                       m₀ = v₀ = 0
      ρₜ > threshold: xₜ = xₜ₋₁ − η rₜ mₜ/(1 − β₁ᵗ) √(1 − β₂ᵗ)/(√vₜ + ε)
        rₜ² = (ρₜ − 4)(ρₜ − 2) ρ∞ / ((ρ∞ − 4)(ρ∞ − 2) ρₜ)
      else: xₜ = xₜ₋₁ − η mₜ/(1 − β₁ᵗ); xₜ = xₜ₋₁ without degenerated_to_sgd
      decoupled_weight_decay: from (1 − ηλ) xₜ₋₁, and gₜ = ∇f(xₜ₋₁)
      """,
    source: "Liu et al., ICLR 2020, arXiv:1908.03265, Algorithm 2")

  public static let exemptions = [
    Exemption(
      law: "F1", settings: ["degenerated_to_sgd": "false"],
      reason: "a probe of six steps ends before the first that moves",
      reference: "Liu et al., ICLR 2020, arXiv:1908.03265, Algorithm 2")
  ]

  public var slots: [StateSlot] { ["first_moment", "second_moment"] }
  public var counters: [StateSlot] {
    [StateSlot("beta1_power", initial: 1), StateSlot("beta2_power", initial: 1), "step"]
  }
  public var decoupledDecay: Double { decoupledWeightDecay ? weightDecay : 0 }

  public func constants(rate: Double, counters c: inout Counters) -> RectifiedConstants {
    (c[0], c[1], c[2]) = (c[0] * beta1, c[1] * beta2, c[2] + 1)
    let factor = rectification(step: c[2])
    return RectifiedConstants(
      rate / (1 - c[0]), rectified: factor, movesBelow: degeneratedToSgd,
      root: CorrectedRoot(epsilon: epsilon, epsPlacement, bias: 1 - c[1]),
      decay: WeightDecay(weightDecay, decoupled: decoupledWeightDecay, rate: rate))
  }

  public func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ c: RectifiedConstants
  ) {
    let g = gradient + T(c.decay.added) * x
    s[0] = T(beta1) * s[0] + T(1 - beta1) * g
    s[1] = T(beta2) * s[1] + T(1 - beta2) * g * g
    let m = T(c.stepSize) * s[0]
    x = T(c.decay.shrink) * x - (c.isRectified ? quotient(m, c.root(s[1])) : m)
  }
}
