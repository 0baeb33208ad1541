import Descent

/// An average of the points, which is evaluated instead of them. Early points lose weight as a power of
/// the time.
/// - Follows: Shamir and Zhang, "Stochastic gradient descent for non-smooth optimization", ICML 2013,
///   arXiv:1212.1824, §3; γ = 8: Ivgi, Hinder and Carmon, ICML 2023, arXiv:2302.12022 (DoG).
/// - Deviations: none.
public struct PolynomialAverage: ObserverModifier {
  @Hyperparameter("γ: point s of t counts about as sᵞ; 0 is the mean", in: 0...) public var gamma =
    8.0

  public init() {}

  public static let card = Card(
    name: "polynomial_average", summary: "an average that forgets its beginning, evaluated",
    formula: "aₜ = aₜ₋₁ + (1 + γ)/(t + γ) (xₜ − aₜ₋₁)        a₁ = x₁",
    source: "Shamir and Zhang, ICML 2013, arXiv:1212.1824, §3")

  public var slots: [StateSlot] { ["average"] }
  public var counters: [StateSlot] { ["averaged_steps"] }
  public var claimsEvaluationPoint: Bool { true }

  public func observe<T: KernelScalar>(_ point: UnsafeBufferPointer<T>, _ state: StageState<T>) {
    state.counters[0] += 1
    let (average, isFirst) = (state.slot(0), state.counters[0] == 1)
    let weight = T((1 + gamma) / (state.counters[0] + gamma))
    for i in average.indices {
      // An average that starts at 0 would miss a first point far from 0 by rounding.
      average[i] = isFirst ? point[i] : average[i] + weight * (point[i] - average[i])
    }
  }

  public func evaluationSlot(_ counters: UnsafeBufferPointer<Double>) -> Int? {
    counters[0] > 0 ? 0 : nil
  }
}

extension PolynomialAverage: ModifierTraitDeclaring {
  public var traits: ModifierTraits {
    let gamma = gamma
    return ModifierTraits(
      neutral: [:], units: [:],
      definition: .average { points in
        // The weight of point s + 1 is (s + γ)/s times that of point s. The first weight is
        // 1/(1 + γ) times that for γ = 0.
        var weights = [1.0]
        for s in points.indices.dropFirst() {
          weights.append(weights.reduce(0, +) * (1 + gamma) / Double(s))
        }
        let sum = weights.reduce(0, +)
        return points[0].indices.map { i in
          zip(weights, points).reduce(0) { $0 + $1.0 * $1.1[i] } / sum
        }
      })
  }
}
