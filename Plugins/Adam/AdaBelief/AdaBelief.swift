import Descent
import DescentRules

/// AdaBelief: Adam whose second moment averages the squared difference between the gradient and
/// its mean.
///
/// - Follows: Zhuang et al., "AdaBelief optimizer: adapting stepsizes by the belief in observed
///   gradients", NeurIPS 2020, arXiv:2010.07468, Algorithm 2; `rectify` as in the authors' program.
/// - Deviations: none at the defaults, where ε is added to the second moment at every step and also
///   to the root. The maximum of `amsgrad` is taken before bias correction. Rectification is off by
///   default, unlike in the authors' program. Here it also uses the maximum; there it does not.
/// - Memory: 2 scalars per coordinate (3 with AMSGrad), 3 per tensor. Time per step: O(n).
/// - See also: `Adam`, `RAdam`. Under a constant gradient the steps grow like β₂ to the power
///   −t/2, until ε limits them.
public struct AdaBelief: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) public var learningRate = 0.001
  @Hyperparameter("decay β₁ of the first moment", in: 0..<1, kind: .firstMomentDecay)
  public var beta1 = 0.9
  @Hyperparameter("decay β₂ of the second moment", in: 0..<1, kind: .secondMomentDecay)
  public var beta2 = 0.999
  @Hyperparameter("ε, added to the root", in: 0..., kind: .stabilizer) public var epsilon = 1e-16
  @Hyperparameter("what joins the second moment at every step; ε if negative", in: (-1)...)
  public var epsRoot = -1.0
  @Hyperparameter("weight decay λ", in: 0..., kind: .weightDecay) public var weightDecay = 0.0
  @Hyperparameter("divide by the largest second moment so far", kind: .maximum)
  public var amsgrad = false
  @Hyperparameter("rectify the variance of steps, as RAdam does") public var rectify = false
  @Hyperparameter("decay beside the move, not through the moments")
  public var decoupledWeightDecay = true

  public init() {}

  public static let card = Card(
    name: "adabelief", summary: "Adam by the surprise in gradients",
    formula: """
      mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ        vₜ = β₂ vₜ₋₁ + (1 − β₂) (gₜ − mₜ)² + ε_root
      xₜ = (1 − ηλ) xₜ₋₁ − η · mₜ/(1 − β₁ᵗ) / (√(vₜ/(1 − β₂ᵗ)) + ε)        m₀ = v₀ = 0
      amsgrad: v̂ₜ = max(v̂ₜ₋₁, vₜ) in the place of vₜ under the root
      rectify: as radam with threshold 5, √(1 − β₂ᵗ)/(√vₜ + ε) for the root
      without decoupled_weight_decay: gₜ + λ xₜ₋₁ for gₜ
      """,
    source: "Zhuang et al., NeurIPS 2020, arXiv:2010.07468, Algorithm 2")

  public static let exemptions = [
    Exemption(
      law: "R5", reason: "growing gradients do not mean growing differences from their mean",
      reference: "Zhuang et al., NeurIPS 2020, arXiv:2010.07468, Algorithm 2")
  ]

  public var slots: [StateSlot] {
    ["first_moment", "second_moment"] + (amsgrad ? ["largest_second_moment"] : [])
  }
  public var counters: [StateSlot] {
    [StateSlot("beta1_power", initial: 1), StateSlot("beta2_power", initial: 1), "step"]
  }
  public var decoupledDecay: Double { decoupledWeightDecay ? weightDecay : 0 }

  public func constants(rate: Double, counters c: inout Counters) -> RectifiedConstants {
    (c[0], c[1], c[2]) = (c[0] * beta1, c[1] * beta2, c[2] + 1)
    return RectifiedConstants(
      rate / (1 - c[0]), rectified: factor(step: c[2]), movesBelow: true,
      root: CorrectedRoot(epsilon: epsilon, rectify ? .before : .after, bias: 1 - c[1]),
      decay: WeightDecay(weightDecay, decoupled: decoupledWeightDecay, rate: rate))
  }

  public func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ c: RectifiedConstants
  ) {
    let g = gradient + T(c.decay.added) * x
    s[0] = T(beta1) * s[0] + T(1 - beta1) * g
    let surprise = g - s[0]
    s[1] = T(beta2) * s[1] + T(1 - beta2) * surprise * surprise + T(rootEpsilon)
    if amsgrad { s[2] = max(s[1], s[2]) }
    let (m, v) = (T(c.stepSize) * s[0], amsgrad ? s[2] : s[1])
    x = T(c.decay.shrink) * x - (c.isRectified ? quotient(m, c.root(v)) : m)
  }
}
