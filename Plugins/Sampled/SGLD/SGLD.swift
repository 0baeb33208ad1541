import Descent

/// Stochastic gradient Langevin dynamics: gradient descent with noise. In the limit of small rates
/// its points are samples of exp(−f/T).
///
/// - Follows: Welling and Teh, "Bayesian learning via stochastic gradient Langevin dynamics", ICML 2011.
/// - Deviations: the temperature is an addition. The paper's algorithm has T = 1 and ε = 2η.
/// - Memory: 1 scalar per tensor. Time per step: O(n), most of it for drawing normal numbers.
/// - See also: `sgd`, which this rule equals at T = 0.
public struct SGLD: GradientOptimizer {
  @Hyperparameter("learning rate η", in: 0...) public var learningRate = 0.01
  @Hyperparameter("temperature T", in: 0...) public var temperature = 1.0

  public init() {}

  public static let card = Card(
    name: "sgld", summary: "stochastic gradient Langevin dynamics",
    formula: "xₜ = xₜ₋₁ − η gₜ + √(2ηT) ξₜ        ξₜ standard normal",
    source: "Welling and Teh, ICML 2011")

  public func counters(for tensor: Layout.Tensor) -> [StateSlot] { ["steps"] }

  public func step<T: KernelScalar>(_ s: TensorStep<T>) {
    s.counters[0] += 1
    for i in 0..<s.count { s.x[i] -= T(s.rate) * s.gradient[i] }
    guard temperature > 0 else { return }
    let (random, size) = (s.random("noise", step: Int(s.counters[0])), 2 * s.rate * temperature)
    for i in 0..<s.count { s.x[i] += T(size.squareRoot() * random.normal(UInt64(i))) }
  }
}
