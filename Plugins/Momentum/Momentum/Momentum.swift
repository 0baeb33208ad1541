import Descent
import DescentRules

/// Gradient descent with momentum: Polyak's heavy ball, or Nesterov's form of it.
///
/// - Follows: Polyak, "Some methods of speeding up the convergence of iteration methods", 1964, in the
///   form of `torch.optim.SGD`: the rate multiplies the velocity, not the gradient in it (the two
///   differ once the rate changes). Nesterov's form: Sutskever et al., ICML 2013, eq. 3 and 4. The
///   gradient is always taken at the iterate x. In Nesterov's form x is the look-ahead point y − μv of
///   Sutskever's iterate y, as in Bengio, Boulanger-Lewandowski and Pascanu, ICASSP 2013,
///   arXiv:1212.0901, section 3.5: both describe the same trajectory at different points.
///   `rate_in_velocity`: the rate multiplies the gradient in the velocity, as in Sutskever et al.
/// - Deviations: as in PyTorch, dampening does not apply to the first gradient (v₁ = g₁) unless
///   `dampens_first` is set.
/// - Memory: 1 scalar per coordinate, 1 per tensor. Time per step: O(n).
public struct Momentum: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) public var learningRate = 0.01
  @Hyperparameter("momentum μ", in: 0..<1, kind: .momentum) public var momentum = 0.9
  @Hyperparameter("dampening d of the gradient in the velocity", in: 0...1, kind: .dampening)
  public var dampening = 0.0
  @Hyperparameter("look ahead by one velocity (Nesterov)", kind: .nesterov)
  public var nesterov = false
  @Hyperparameter("dampen the first gradient too") public var dampensFirst = false
  @Hyperparameter("coupled weight decay λ", in: 0..., kind: .weightDecay)
  public var weightDecay = 0.0
  @Hyperparameter("multiply by the rate in the velocity") public var rateInVelocity = false

  public init() {}

  public static let card = Card(
    name: "momentum", summary: "gradient descent with momentum (heavy ball, Nesterov)",
    formula: """
      gₜ = ∇f(xₜ₋₁) + λ xₜ₋₁
      vₜ = μ vₜ₋₁ + (1 − d) gₜ      v₀ = 0; v₁ = g₁ unless the first is dampened
      xₜ = xₜ₋₁ − η vₜ              Nesterov: xₜ₋₁ − η (gₜ + μ vₜ)
      rate_in_velocity: vₜ = μ vₜ₋₁ + ηₜ (1 − d) gₜ
      xₜ = xₜ₋₁ − vₜ                Nesterov: xₜ₋₁ − (ηₜ gₜ + μ vₜ)
      """,
    source: "Polyak, USSR Comp. Math. Math. Phys. 4(5), 1964; Sutskever et al., ICML 2013")

  public func validate() throws(ConfigurationError) {
    guard nesterov && (momentum == 0 || dampening != 0) else { return }
    throw .inconsistent(
      owner: "momentum", reason: "nesterov needs momentum above 0 and dampening = 0")
  }

  public var slots: [StateSlot] { ["velocity"] }
  public var counters: [StateSlot] { ["step"] }

  public struct Constants {
    let rate: Double
    let ahead: Double
    let share: Double
  }

  public func constants(rate: Double, counters: inout Counters) -> Constants {
    counters[0] += 1
    let share = counters[0] > 1 || dampensFirst ? 1 - dampening : 1
    return rateInVelocity
      ? Constants(rate: 1, ahead: rate, share: rate * share)
      : Constants(rate: rate, ahead: 1, share: share)
  }

  public func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ c: Constants
  ) {
    let g = gradient + T(weightDecay) * x
    s[0] = T(momentum) * s[0] + T(c.share) * g
    x -= T(c.rate) * (nesterov ? T(c.ahead) * g + T(momentum) * s[0] : s[0])
  }
}
