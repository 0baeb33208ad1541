import Descent
import DescentRules

/// D-adapted Adam: Adam that estimates the distance to the solution and derives the rate from
/// it.
///
/// - Follows: Defazio and Mishchenko, "Learning-rate-free learning by D-adaptation", ICML 2023,
///   arXiv:2301.07733, Algorithm 5, as in dadaptation 3.2.
/// - Deviations: none from dadaptation, where the first moment contains the rate. A step before the
///   first gradient other than 0, or at rate 0, does nothing. `growth_rate=0` means no limit.
/// - Memory: 3 scalars per coordinate, 4 in total. Time per step: O(n), in two passes.
/// - See also: `Prodigy`, which estimates faster; `DAdaptSGD`.
public struct DAdaptAdam: JointOptimizer {
  @Hyperparameter("factor η of the estimated rate", in: 0...) public var learningRate = 1.0
  @Hyperparameter("decay β₁ of the first moment", in: 0..<1, kind: .firstMomentDecay)
  public var beta1 = 0.9
  @Hyperparameter("decay β₂ of the second moment", in: 0..<1, kind: .secondMomentDecay)
  public var beta2 = 0.999
  @Hyperparameter("ε, added to the root", in: 0..., kind: .stabilizer) public var epsilon = 1e-8
  @Hyperparameter("weight decay λ", in: 0..., kind: .weightDecay) public var weightDecay = 0.0
  @Hyperparameter("first estimate d₀ of the distance", above: 0) public var d0 = 1e-6
  @Hyperparameter("largest growth of the distance in a step; 0: any", in: 0...(.infinity))
  public var growthRate = 0.0
  @Hyperparameter("decay beside the move, not through the moments")
  public var decoupledWeightDecay = false
  @Hyperparameter("Adam's bias correction, in the rate") public var useBiasCorrection = false

  public init() {}

  public static let card = Card(
    name: "dadapt_adam", summary: "Adam at the rate of an estimated distance (D-adaptation)",
    formula: """
      e = d η (√(1 − β₂ᵗ)/(1 − β₁ᵗ) if corrected)      q = √β₂      d = d₀ at first, m₀ = v₀ = s₀ = r₀ = 0
      r ← q r + (1 − q) e ⟨g, s/(√v + ε)⟩              m ← β₁ m + (1 − β₁) e g
      v ← β₂ v + (1 − β₂) g²                           s ← q s + (1 − q) e g
      d ← max(d, min(r/((1 − q) ‖s‖₁), d · growth)), over all tensors
      x ← (1 − e λ) x − m/(√v + ε)
      """,
    source: "Defazio and Mishchenko, ICML 2023, arXiv:2301.07733, Algorithm 5")

  public static let exemptions = [
    Exemption(
      law: "P16",
      reason: "under a constant gradient the estimate grows with the distance travelled",
      reference: "Defazio and Mishchenko, ICML 2023, arXiv:2301.07733, Algorithm 5")
  ]

  public var slots: [StateSlot] { ["first_moment", "second_moment", "gradient_sum"] }
  public var counters: [StateSlot] {
    [
      StateSlot("distance", initial: d0), "numerator", StateSlot("beta1_power", initial: 1),
      StateSlot("beta2_power", initial: 1),
    ]
  }
  public var sumCount: Int { 2 }
  public var remembersStart: Bool { false }
  /// q.
  var decay: Double { sqrt(beta2) }

  public struct Constants: Sendable {
    /// e.
    public var step: Double
    public var weight: WeightDecay
  }

  public func constants(_ info: StepInfo, counters c: inout Counters, sums: Terms<Double>?)
    -> Constants?
  {
    guard info.rate > 0 else { return nil }
    (c[2], c[3]) = (c[2] * beta1, c[3] * beta2)
    let d = c[0]
    let e = d * info.rate * (useBiasCorrection ? sqrt(1 - c[3]) / (1 - c[2]) : 1)
    if let sums {
      guard sums[1] != 0 else { return nil }
      c[1] = decay * c[1] + (1 - decay) * e * sums[0]
      let estimate = c[1] / ((1 - decay) * sums[1])
      c[0] = max(d, min(estimate, growthRate == 0 ? .infinity : d * growthRate))
    }
    return Constants(
      step: e, weight: WeightDecay(weightDecay, decoupled: decoupledWeightDecay, rate: e))
  }

  public func terms<T: KernelScalar>(
    _ x: T, gradient: T, state s: Slots<T>, _ c: Constants
  ) -> Terms<T> {
    let g = gradient + T(c.weight.added) * x
    let sum = T(decay) * s[2] + T(c.step * (1 - decay)) * g
    return [g * quotient(s[2], sqrt(s[1]) + T(epsilon)), abs(sum), 0, 0]
  }

  public func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ c: Constants
  ) {
    let g = gradient + T(c.weight.added) * x
    s[0] = T(beta1) * s[0] + T(c.step * (1 - beta1)) * g
    s[1] = T(beta2) * s[1] + T(1 - beta2) * g * g
    s[2] = T(decay) * s[2] + T(c.step * (1 - decay)) * g
    x = T(c.weight.shrink) * x - quotient(s[0], sqrt(s[1]) + T(epsilon))
  }
}
