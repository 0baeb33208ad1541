import Descent
import DescentRules

/// D-adapted gradient descent: it estimates the distance to the solution and derives the rate
/// from it.
///
/// - Follows: Defazio and Mishchenko, "Learning-rate-free learning by D-adaptation", ICML 2023,
///   arXiv:2301.07733, Algorithm 4, as in dadaptation 3.2.
/// - Deviations: ‖g₁‖ includes coupled weight decay. In dadaptation it does not, because of an
///   `add` that is not in place. Steps before the first gradient other than 0, or at rate 0, do
///   nothing. `growth_rate=0` means no limit.
/// - Memory: 2 scalars per coordinate, 1 per tensor and 3 in total. Time per step: O(n), in two
///   passes.
/// - See also: `DAdaptAdam`; `DoG`, which does not estimate a distance to the solution.
public struct DAdaptSGD: JointOptimizer {
  @Hyperparameter("factor η of the estimated rate", in: 0...) public var learningRate = 1.0
  @Hyperparameter("momentum μ, of primal averaging", in: 0..<1, kind: .momentum)
  public var momentum = 0.0
  @Hyperparameter("coupled weight decay λ", in: 0..., kind: .weightDecay)
  public var weightDecay = 0.0
  @Hyperparameter("first estimate d₀ of the distance", above: 0) public var d0 = 1e-6
  @Hyperparameter("largest growth of the distance in a step; 0: any", in: 0...(.infinity))
  public var growthRate = 0.0

  public init() {}

  public static let card = Card(
    name: "dadapt_sgd", summary: "gradient descent at an estimated rate (D-adaptation)",
    formula: """
      g = ∇f(x) + λ x        e = d η/‖g₁‖, over all tensors          d = d₀ at first, s₀ = r₀ = 0
      r ← r + e ⟨g, s⟩        s ← s + e g        d ← max(d, min(2r/‖s‖, d · growth))
      x ← μ x + (1 − μ) (x₀ − s)
      """,
    source: "Defazio and Mishchenko, ICML 2023, arXiv:2301.07733, Algorithm 4")

  public var slots: [StateSlot] { ["start", "gradient_sum"] }
  public var counters: [StateSlot] {
    [StateSlot("distance", initial: d0), "numerator", "first_norm"]
  }
  public var sumCount: Int { 3 }
  public var remembersStart: Bool { true }

  public func terms<T: KernelScalar>(
    _ x: T, gradient: T, state s: Slots<T>, _ e: Double
  ) -> Terms<T> {
    let g = gradient + T(weightDecay) * x
    let sum = s[1] + T(e) * g
    return [g * s[1], sum * sum, g * g, 0]
  }

  public func constants(_ info: StepInfo, counters c: inout Counters, sums: Terms<Double>?)
    -> Double?
  {
    guard info.rate > 0 else { return nil }
    if c[2] == 0 {
      // In the first step s is 0, and so is the estimate.
      guard let sums else { return 0 }
      guard sums[2] != 0 else { return nil }
      c[2] = sqrt(sums[2])
      return c[0] * info.rate / c[2]
    }
    let (d, e) = (c[0], c[0] * info.rate / c[2])
    guard let sums else { return e }
    c[1] += e * sums[0]
    let estimate = quotient(2 * c[1], sqrt(sums[1]))
    c[0] = max(d, min(estimate, growthRate == 0 ? .infinity : d * growthRate))
    return e
  }

  public func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ e: Double
  ) {
    s[1] += T(e) * (gradient + T(weightDecay) * x)
    x = T(momentum) * x + T(1 - momentum) * (s[0] - s[1])
  }
}
