import Descent
import DescentRules

/// The optimized gradient method: it has the smallest worst-case bound of all methods that know
/// only L.
///
/// - Follows: Kim and Fessler, "Optimized first-order methods for smooth convex minimization",
///   Mathematical Programming 159, 2016, arXiv:1406.5468, Algorithm OGM1.
/// - Deviations: the state stores x − y. Without a `horizon` no step counts as the last one. Steps after
///   the horizon go on with θ.
/// - Memory: 1 scalar per coordinate, 1 per tensor (2 with a horizon). Time per step: O(n).
/// - See also: ``AGD``, ``Silver``.
public struct OGM: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η, 1/L", in: 0...) public var learningRate = 0.01
  @Hyperparameter("the last step N, 0 for none", in: 0...) public var horizon = 0

  public init() {}

  public static let card = Card(
    name: "ogm", summary: "the optimized gradient method",
    formula: """
      yₜ = xₜ₋₁ − η ∇f(xₜ₋₁)                                            y₀ = x₀
      xₜ = yₜ + (θₜ₋₁ − 1)/θₜ (yₜ − yₜ₋₁) + θₜ₋₁/θₜ (yₜ − xₜ₋₁)
      θₜ = (1 + √(1 + 4 θₜ₋₁²))/2, with 8 for 4 in the last step N      θ₀ = 1
      """,
    source: "Kim and Fessler, Mathematical Programming 159, 2016, arXiv:1406.5468")

  public var slots: [StateSlot] { ["lead"] }
  public var counters: [StateSlot] {
    let theta = StateSlot("theta", initial: 1)
    return horizon > 0 ? [theta, "step"] : [theta]
  }

  public struct Constants {
    let rate, momentum, share: Double
  }

  public func constants(rate: Double, counters: inout Counters) -> Constants {
    if horizon > 0 { counters[1] += 1 }
    let theta = counters[0]
    let isLast = horizon > 0 && counters[1] == Double(horizon)
    counters[0] = MomentumSequence.next(theta, isLast: isLast)
    return Constants(
      rate: rate, momentum: (theta - 1) / counters[0], share: theta / counters[0])
  }

  public func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    let step = T(c.rate) * g
    s[0] = T(c.momentum) * (s[0] - step) - T(c.share) * step
    x += s[0] - step
  }
}
