import Descent
import DescentRules

/// Signum: the sign of a running mean of gradients; without momentum, signSGD.
///
/// - Follows: Bernstein, Wang, Azizzadenesheli and Anandkumar, "signSGD: compressed optimisation for
///   non-convex problems", ICML 2018, arXiv:1802.04434, Algorithms 1 and 2.
/// - Deviations: weight decay is decoupled, x ← (1 − ηλ) x. Algorithm 2 adds λx to the sign, which
///   is the same. `nesterov` is an addition. The sign of 0 is 0, and that of NaN is NaN.
/// - Memory: 1 scalar per coordinate. Time per step: O(n).
/// - See also: `Lion`, which equals this rule with β₁ = β₂ = μ, and its Nesterov form with β₁ = μ², β₂
///   = μ.
public struct Signum: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) public var learningRate = 0.0001
  @Hyperparameter("decay μ of the mean of gradients", in: 0..<1, kind: .firstMomentDecay)
  public var momentum = 0.9
  @Hyperparameter("look ahead by one mean (Nesterov)", kind: .nesterov) public var nesterov = false
  @Hyperparameter("decoupled weight decay λ", in: 0..., kind: .weightDecay)
  public var weightDecay = 0.0

  public init() {}

  public static let card = Card(
    name: "signum", summary: "sign of a running mean of gradients (signSGD with momentum)",
    formula: """
      mₜ = μ mₜ₋₁ + (1 − μ) gₜ                     m₀ = 0
      xₜ = (1 − ηλ) xₜ₋₁ − η sign(mₜ)              Nesterov: sign(μ mₜ + (1 − μ) gₜ)
      """,
    source: "Bernstein et al., ICML 2018, arXiv:1802.04434, Algorithms 1 and 2")

  public var slots: [StateSlot] { ["momentum"] }
  public var decoupledDecay: Double { weightDecay }

  public func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) {
    s[0] = T(momentum) * s[0] + T(1 - momentum) * g
    let m = nesterov ? T(momentum) * s[0] + T(1 - momentum) * g : s[0]
    x = T(1 - rate * weightDecay) * x - T(rate) * sign(m)
  }
}
