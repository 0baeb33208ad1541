import Descent

/// Aggregated momentum: it moves by the mean of several velocities with different decays.
/// Oscillations that one velocity amplifies are damped by another.
///
/// - Follows: Lucas, Sun, Zemel and Grosse, "Aggregated momentum: stability through passive damping",
///   ICLR 2019, arXiv:1804.00325, eq. 2, with the decays 1 − aⁱ, i = 0, …, k − 1.
/// - Deviations: the first velocity has no memory and is not stored. Coupled weight decay is an
///   addition, off by default.
/// - Memory: k − 1 scalars per coordinate. Time per step: O(kn).
/// - See also: `SGD`, which this rule equals with one velocity, and `Momentum`.
public struct AggMo: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) public var learningRate = 0.01
  @Hyperparameter("a: the decays are 1 − aⁱ", in: 0.01...1) public var a = 0.1
  @Hyperparameter("k, the number of velocities", in: 1...8) public var k = 3
  @Hyperparameter("coupled weight decay λ", in: 0..., kind: .weightDecay)
  public var weightDecay = 0.0

  public init() {}

  public static let card = Card(
    name: "aggmo", summary: "aggregated momentum: the mean of several velocities",
    formula: """
      gₜ = ∇f(xₜ₋₁) + λ xₜ₋₁
      vₜᵢ = βᵢ vₜ₋₁ᵢ + gₜ         βᵢ = 1 − aⁱ, i = 0, …, k − 1; v₀ᵢ = 0
      xₜ = xₜ₋₁ − η (vₜ₀ + … )/k
      """,
    source: "Lucas, Sun, Zemel and Grosse, ICLR 2019, arXiv:1804.00325, eq. 2")

  @inlinable
  public static var slotLimit: Int { 8 }
  public var slots: [StateSlot] { (1..<k).map { StateSlot("velocity_\($0)") } }

  public struct Constants {
    public var rate: Double
    public var decays: InlineArray<8, Double>
  }

  public func constants(rate: Double, counters: inout Counters) -> Constants {
    let decays = InlineArray<8, Double> { i in i == 0 ? 0 : 1 - .pow(a, i) }
    return Constants(rate: rate / Double(k), decays: decays)
  }

  // By its size it would stay a call, which keeps a loop scalar.
  @inline(__always)
  public func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ c: Constants
  ) {
    let g = gradient + T(weightDecay) * x
    // The first velocity is the gradient.
    var sum = g
    // As many turns as the compiler knows of: it unrolls them, and the loop over coordinates vectorises.
    for i in 1..<8 where i < k {
      s[i - 1] = T(c.decays[i]) * s[i - 1] + g
      sum += s[i - 1]
    }
    x -= T(c.rate) * sum
  }
}
