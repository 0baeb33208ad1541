import Descent

/// MADGRAD: dual averaging with cube roots and momentum.
///
/// - Follows: Defazio and Jelassi, "Adaptivity without compromise: a momentumized, adaptive, dual
///   averaged gradient method for stochastic optimization", JMLR 23, 2022, arXiv:2101.11075,
///   Algorithm 1, as in the authors' code (facebookresearch/madgrad): ε is also added to the rate.
/// - Deviations: none. `madgrad` of Optax 0.2.8 adds ε to the rate, too, and takes √t in single
///   precision, which differs by up to 3e-8 of the rate. Coupled weight decay is as in the authors'
///   code. With ε = 0 a coordinate whose root is 0 stays at x₀.
/// - Memory: 3 scalars per coordinate, 1 per tensor. Time per step: O(n) with one cube root per
///   coordinate.
public struct MADGRAD: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) public var learningRate = 0.01
  @Hyperparameter("momentum μ", in: 0..<1, kind: .momentum) public var momentum = 0.9
  @Hyperparameter("ε, added to the cube root and to the rate", in: 0...) public var epsilon = 1e-6
  @Hyperparameter("coupled weight decay λ", in: 0..., kind: .weightDecay)
  public var weightDecay = 0.0

  public init() {}

  public static let card = Card(
    name: "madgrad", summary: "dual averaging with cube roots and momentum",
    formula: """
      gₜ = ∇f(xₜ₋₁) + λ xₜ₋₁, ℓₜ = (η + ε) √t
      sₜ = sₜ₋₁ + ℓₜ gₜ,  vₜ = vₜ₋₁ + ℓₜ gₜ²            s₀ = v₀ = 0
      zₜ = x₀ − sₜ/(vₜ^⅓ + ε),  xₜ = μ xₜ₋₁ + (1 − μ) zₜ
      """,
    source: "Defazio and Jelassi, JMLR 23, 2022, arXiv:2101.11075, Algorithm 1")

  public static let exemptions = [
    Exemption(
      law: "P15", reason: "the weight of a gradient grows as the root of its step",
      reference: "Defazio and Jelassi, JMLR 23, 2022, arXiv:2101.11075, Algorithm 1"),
    Exemption(
      law: "P14", reason: "ε is added to the rate, which is then never 0",
      reference: "the authors' code, facebookresearch/madgrad"),
  ]

  public var slots: [StateSlot] { ["gradient_sum", "square_sum", "start"] }
  public var counters: [StateSlot] { ["step"] }

  public struct Constants {
    public var weight: Double
    public var isFirst: Bool
  }

  public func constants(rate: Double, counters: inout Counters) -> Constants {
    counters[0] += 1
    return Constants(
      weight: (rate + epsilon) * sqrt(counters[0]), isFirst: counters[0] == 1)
  }

  // By its size it would stay a call, which keeps a loop scalar.
  @inline(__always)
  public func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ c: Constants
  ) {
    let g = gradient + T(weightDecay) * x
    if c.isFirst { s[2] = x }
    s[0] += T(c.weight) * g
    s[1] += T(c.weight) * g * g
    let z = s[2] - quotient(s[0], cubeRoot(s[1]) + T(epsilon))
    // In this form a point at rest stays exactly where it is. μ x + (1 − μ) z would change it
    // by rounding.
    x += T(1 - momentum) * (z - x)
  }
}
