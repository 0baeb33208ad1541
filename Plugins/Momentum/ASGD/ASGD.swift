import Descent

/// Averaged stochastic gradient descent: a decaying rate, and the average of the path.
///
/// - Follows: Polyak and Juditsky, "Acceleration of stochastic approximation by averaging", SIAM J.
///   Control Optim. 30(4), 1992, with the rate of Bottou's SGD, in the form of `torch.optim.ASGD`.
/// - Deviations: a step uses the rate of its own number and the schedule; PyTorch uses the rate of
///   the previous step. The average is the evaluated point. With the default t₀ it is the last point.
/// - Memory: 1 scalar per coordinate, 1 per tensor. Time per step: O(n).
/// - See also: `SGD`.
public struct ASGD: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) public var learningRate = 0.01
  @Hyperparameter("decay λ′ of the rate and of the parameters", in: 0..., kind: .rateDecay)
  public var lambd = 1e-4
  @Hyperparameter("power α of the decaying rate", in: 0...) public var alpha = 0.75
  @Hyperparameter("steps t₀ before the average", in: 0...) public var t0 = 1e6
  @Hyperparameter("coupled weight decay λ", in: 0..., kind: .weightDecay)
  public var weightDecay = 0.0

  public init() {}

  public static let card = Card(
    name: "asgd", summary: "gradient descent with a decaying rate and the average of its path",
    formula: """
      gₜ = ∇f(xₜ₋₁) + λ xₜ₋₁              ηₜ = η/(1 + λ′ η (t − 1))^α
      xₜ = (1 − λ′ ηₜ) xₜ₋₁ − ηₜ gₜ
      aₜ = aₜ₋₁ + (xₜ − aₜ₋₁)/max(1, t − 1 − t₀)
      """,
    source: "Polyak and Juditsky, SIAM J. Control Optim. 30(4), 1992; torch.optim.ASGD")

  public var slots: [StateSlot] { ["average"] }
  public var counters: [StateSlot] { ["step"] }
  public var hasEvaluationPoint: Bool { true }

  public struct Constants {
    public var rate, shrink, share: Double
  }

  public func constants(rate eta: Double, counters: inout Counters) -> Constants {
    let before = counters[0]
    counters[0] += 1
    let rate = eta / .pow(1 + lambd * eta * before, alpha)
    return Constants(rate: rate, shrink: 1 - lambd * rate, share: 1 / max(1, before - t0))
  }

  public func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ c: Constants
  ) {
    let g = gradient + T(weightDecay) * x
    x = T(c.shrink) * x - T(c.rate) * g
    s[0] = c.share == 1 ? x : s[0] + T(c.share) * (x - s[0])
  }

  public func evaluationPoint<T: KernelScalar>(_ x: T, state s: Slots<T>, counters: Counters) -> T {
    counters[0] > 0 ? s[0] : x
  }
}
