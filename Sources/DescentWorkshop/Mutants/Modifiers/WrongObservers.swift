import Descent

/// A running average with one bug that claims to be ema or swa.
protocol WrongObserver: ObserverModifier {
  /// The weight of the newest of `count` points.
  func weight(_ count: Double) -> Double
}

extension WrongObserver {
  var slots: [StateSlot] { ["average"] }
  var counters: [StateSlot] { ["averaged_steps"] }
  var claimsEvaluationPoint: Bool { true }

  func observe<T: KernelScalar>(_ point: UnsafeBufferPointer<T>, _ state: StageState<T>) {
    state.counters[0] += 1
    let (average, weight) = (state.slot(0), T(weight(state.counters[0])))
    for i in average.indices { average[i] += weight * (point[i] - average[i]) }
  }

  func evaluationSlot(_ counters: UnsafeBufferPointer<Double>) -> Int? { counters[0] > 0 ? 0 : nil }
}

/// It starts from 0.
struct AveragesFromZero: WrongObserver, ModifierTraitDeclaring {
  @Hyperparameter("decay", in: 0..<1) var decay = 0.999
  static let card = Card(name: "AveragesFromZero", summary: "", formula: "", source: "")
  func weight(_ count: Double) -> Double { 1 - decay }

  var traits: ModifierTraits {
    var right = ParameterAverage()
    right.decay = decay
    return right.traits
  }
}

/// It divides by the number of steps plus one.
struct DividesByStepsAfter: WrongObserver, ModifierTraitDeclaring {
  static let card = Card(name: "DividesByStepsAfter", summary: "", formula: "", source: "")
  func weight(_ count: Double) -> Double { count == 1 ? 1 : 1 / (count + 1) }

  var traits: ModifierTraits {
    ModifierTraits(
      neutral: [:], units: [:],
      definition: .average { points in
        points[0].indices.map { i in
          points.reduce(0) { $0 + $1[i] } / Double(points.count)
        }
      })
  }
}

/// It writes the average back into the parameters.
struct StepsToTheAverage: WrongObserver {
  static let card = Card(name: "StepsToTheAverage", summary: "", formula: "", source: "")
  func weight(_ count: Double) -> Double { 1 / count }

  func observe<T: KernelScalar>(_ point: UnsafeBufferPointer<T>, _ state: StageState<T>) {
    state.counters[0] += 1
    let (average, weight) = (state.slot(0), T(weight(state.counters[0])))
    let parameters = UnsafeMutableBufferPointer(mutating: point)
    for i in average.indices {
      average[i] += weight * (point[i] - average[i])
      parameters[i] = average[i]
    }
  }
}
