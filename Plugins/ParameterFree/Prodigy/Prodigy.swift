import Descent
import DescentRules

/// Prodigy: Adam that estimates the distance to the solution and derives the rate from it.
///
/// - Follows: Mishchenko and Defazio, "Prodigy: an expeditiously adaptive parameter-free learner", ICML
///   2024, arXiv:2306.06101, Algorithm 4, as in prodigyopt 1.1.2.
/// - Deviations: as in prodigyopt, r and s decay by β₃, weight decay is decoupled by default, and a
///   step before the first gradient other than 0, or at rate 0, does nothing. `beta3=0` means √β₂,
///   and `growth_rate=0` means no limit. β₁ = 0 is not allowed, because prodigyopt then uses a
///   different rule.
/// - Memory: 4 scalars per coordinate, 1 per tensor and 5 in total. Time per step: O(n), in two
///   passes.
/// - See also: `DAdaptAdam`; `DoG`, which has no moments.
public struct Prodigy: JointOptimizer {
  @Hyperparameter("factor η of the estimated rate", in: 0...) public var learningRate = 1.0
  @Hyperparameter("decay β₁ of the first moment, above 0", in: 0..<1, kind: .firstMomentDecay)
  public var beta1 = 0.9
  @Hyperparameter("decay β₂ of the second moment", in: 0..<1, kind: .secondMomentDecay)
  public var beta2 = 0.999
  @Hyperparameter("decay β₃ of the sums; 0: √β₂", in: 0..<1) public var beta3 = 0.0
  @Hyperparameter("ε, times the distance", in: 0..., kind: .stabilizer) public var epsilon = 1e-8
  @Hyperparameter("weight decay λ", in: 0..., kind: .weightDecay) public var weightDecay = 0.0
  @Hyperparameter("first estimate d₀ of the distance", above: 0) public var d0 = 1e-6
  @Hyperparameter("factor of new estimates", above: 0) public var dCoef = 1.0
  @Hyperparameter("largest growth of the distance in a step; 0: any", in: 0...(.infinity))
  public var growthRate = 0.0
  @Hyperparameter("decay beside the move") public var decoupledWeightDecay = true
  @Hyperparameter("Adam's bias correction, in the rate") public var useBiasCorrection = false
  @Hyperparameter("keep the schedule's factor out of s") public var safeguardWarmup = false

  public init() {}

  public static let card = Card(
    name: "prodigy", summary: "Adam at the rate of an estimated distance",
    formula: """
      e = d η (√(1 − β₂ᵗ)/(1 − β₁ᵗ) if corrected)        d = d₀ at first, m₀ = v₀ = s₀ = r₀ = 0
      m ← β₁ m + (1 − β₁) d g      v ← β₂ v + (1 − β₂) d² g²      s ← β₃ s + d/d₀ · e g
      r ← β₃ r + d/d₀ · e ⟨g, x₀ − x⟩      d̂ = c r/‖s‖₁, over all tensors
      d⁺ = min(max d̂, d · growth), the first d̂ not below d₀        x ← (1 − e λ) x − e m/(√v + d⁺ ε)
      """,
    source: "Mishchenko and Defazio, ICML 2024, arXiv:2306.06101, Algorithm 4")

  public func validate() throws(ConfigurationError) {
    guard beta1 == 0 else { return }
    throw .inconsistent(owner: "prodigy", reason: "beta1 must be above 0")
  }

  public var slots: [StateSlot] { ["start", "first_moment", "second_moment", "gradient_sum"] }
  public var counters: [StateSlot] {
    [
      StateSlot("distance", initial: d0), StateSlot("largest_distance", initial: d0), "numerator",
      StateSlot("beta1_power", initial: 1), StateSlot("beta2_power", initial: 1),
    ]
  }
  public var sumCount: Int { 2 }
  public var remembersStart: Bool { true }

  /// d, e, β₃, the share of g in s, and d⁺ε.
  public struct Constants: Sendable {
    public var distance, step, decay, share, floor: Double
    public var weight: WeightDecay
  }

  public func constants(_ info: StepInfo, counters c: inout Counters, sums: Terms<Double>?)
    -> Constants?
  {
    guard info.rate > 0 else { return nil }
    let (d, decay) = (c[0], beta3 == 0 ? sqrt(beta2) : beta3)
    (c[3], c[4]) = (c[3] * beta1, c[4] * beta2)
    let e = d * info.rate * (useBiasCorrection ? sqrt(1 - c[4]) / (1 - c[3]) : 1)
    if let sums {
      guard sums[1] != 0 else { return nil }
      c[2] = decay * c[2] + d / d0 * e * sums[0]
      let estimate = dCoef * c[2] / sums[1]
      c[1] = max(c[1], estimate)
      let base = d == d0 ? max(d, estimate) : d
      c[0] = min(c[1], growthRate == 0 ? .infinity : base * growthRate)
    }
    return Constants(
      distance: d, step: e, decay: decay, share: d / d0 * (safeguardWarmup ? d : e),
      floor: c[0] * epsilon,
      weight: WeightDecay(weightDecay, decoupled: decoupledWeightDecay, rate: e))
  }

  public func terms<T: KernelScalar>(
    _ x: T, gradient: T, state s: Slots<T>, _ c: Constants
  ) -> Terms<T> {
    let g = gradient + T(c.weight.added) * x
    return [g * (s[0] - x), abs(T(c.decay) * s[3] + T(c.share) * g), 0, 0]
  }

  public func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ c: Constants
  ) {
    let g = gradient + T(c.weight.added) * x
    s[1] = T(beta1) * s[1] + T(c.distance * (1 - beta1)) * g
    s[2] = T(beta2) * s[2] + T(c.distance * c.distance * (1 - beta2)) * g * g
    s[3] = T(c.decay) * s[3] + T(c.share) * g
    x = T(c.weight.shrink) * x - quotient(T(c.step) * s[1], sqrt(s[2]) + T(c.floor))
  }
}
