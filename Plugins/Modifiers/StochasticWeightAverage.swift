import Descent

/// The mean of the points after certain steps, which is evaluated instead of the current point.
///
/// The points after steps `start`, `start + period`, … have equal weights. Before the first of
/// them, the current point is evaluated.
/// - Follows: Izmailov et al., UAI 2018, arXiv:1803.05407, Algorithm 1; the update of PyTorch's
///   `AveragedModel`, `a ← a + (x − a)/n`.
/// - Deviations: the modifier does not change the rule's schedule.
public struct StochasticWeightAverage: ObserverModifier {
  @Hyperparameter("first step whose point counts", in: 1...) public var start = 1
  @Hyperparameter("steps between two points that count", in: 1...) public var period = 1

  public init() {}

  public static let card = Card(
    name: "swa", summary: "the mean of the points from some step on, evaluated in their place",
    formula: "aₙ = aₙ₋₁ + (x − aₙ₋₁)/n     after steps start, start + period, …",
    source: "Izmailov et al., UAI 2018, arXiv:1803.05407, Algorithm 1")

  public var slots: [StateSlot] { ["mean"] }
  public var counters: [StateSlot] { ["swa_steps", "swa_points"] }
  public var claimsEvaluationPoint: Bool { true }

  public func observe<T: KernelScalar>(_ point: UnsafeBufferPointer<T>, _ state: StageState<T>) {
    state.counters[0] += 1
    let step = Int(state.counters[0])
    guard step >= start, (step - start) % period == 0 else { return }
    state.counters[1] += 1
    let mean = state.slot(0)
    if state.counters[1] == 1 {
      for i in mean.indices { mean[i] = point[i] }
    } else {
      for i in mean.indices { mean[i] += (point[i] - mean[i]) / T(state.counters[1]) }
    }
  }

  public func evaluationSlot(_ counters: UnsafeBufferPointer<Double>) -> Int? {
    counters[1] > 0 ? 0 : nil
  }
}

extension StochasticWeightAverage: ModifierTraitDeclaring {
  public var traits: ModifierTraits {
    let (start, period) = (start, period)
    return ModifierTraits(
      neutral: [:], units: [:],
      definition: .average { points in
        let sampled = stride(from: start, through: points.count, by: period).map { points[$0 - 1] }
        guard let first = sampled.first else { return nil }
        return first.indices.map { i in
          sampled.reduce(0) { $0 + $1[i] } / Double(sampled.count)
        }
      })
  }
}
