import RealModule

/// A running average of the parameters, which is evaluated in their place. The steps do not change.
/// The average is stored in the state as `average`.
///
/// The average includes the parameters after every update (with accumulation: once per window).
/// - Follows: Polyak and Juditsky, "Acceleration of stochastic approximation by averaging", SIAM J.
///   Control Optim. 30(4), 1992, with exponential weights, as PyTorch's `AveragedModel` with
///   `get_ema_multi_avg_fn`.
/// - Deviations: none; `debiased` is Adam's correction, which PyTorch does not offer here.
public struct ParameterAverage: ObserverModifier {
  /// The decay of the average, in [0, 1).
  @Hyperparameter("what is left of the average at each update", in: 0..<1) public var decay = 0.999
  /// Whether the weights of the first updates are corrected; see ``ExponentialMovingAverage``.
  @Hyperparameter("weights of the first updates as of an infinite past") public var debiased = false

  public init() {}

  public static let card = Card(
    name: "ema", summary: "an exponential average of the parameters, evaluated in their place",
    formula: """
      a₁ = x₁        aₜ = aₜ₋₁ + w (xₜ − aₜ₋₁)
      w = 1 − d, debiased (1 − d)/(1 − dᵗ)
      """,
    source: "Polyak and Juditsky, SIAM J. Control Optim. 30(4), 1992")

  public var slots: [StateSlot] { ["average"] }
  public var counters: [StateSlot] { ["averaged_steps"] }
  public var claimsEvaluationPoint: Bool { true }

  public func observe<T: KernelScalar>(_ point: UnsafeBufferPointer<T>, _ state: StageState<T>) {
    state.counters[0] += 1
    let weight = ExponentialMovingAverage<T>.weight(
      ofUpdate: state.counters[0], decay: decay, isDebiased: debiased)
    ExponentialMovingAverage.move(
      state.slot(0).address, towards: point.address, point.count, weight: weight)
  }

  public func evaluationSlot(_ counters: UnsafeBufferPointer<Double>) -> Int? {
    counters[0] > 0 ? 0 : nil
  }
}

extension ParameterAverage: ModifierTraitDeclaring {
  public var traits: ModifierTraits {
    let (decay, debiased) = (decay, debiased)
    return ModifierTraits(
      neutral: [:], units: [:],
      definition: .average { points in
        // Point s of t has the weight dᵗ⁻ˢ(1 − d), except that the first has dᵗ⁻¹ unless
        // debiased.
        let weights = points.indices.map { s in
          Double.pow(decay, points.count - 1 - s) * (s == 0 && !debiased ? 1 : 1 - decay)
        }
        let sum = weights.reduce(0, +)
        return points[0].indices.map { i in
          zip(weights, points).reduce(0) { $0 + $1.0 * $1.1[i] } / sum
        }
      })
  }
}
