import Descent

// Right rules without declarations. Each was once rejected by mistake.

/// Decay beside the rate, and a rate of 1/√t.
struct BesideTheRate: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.1
  @Hyperparameter("decay a step", in: 0..<1) var decay = 0.01
  static let card = Card(
    name: "beside", summary: "", formula: "x ← (1 − λ) x − η/√t g", source: "elementary")
  var counters: [StateSlot] { ["t"] }
  func constants(rate: Double, counters: inout Counters) -> Double {
    counters[0] += 1
    return rate / sqrt(counters[0])
  }
  func update<T: KernelScalar>(_ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double) {
    x = T(1 - decay) * x - T(c) * g
  }
}

/// An index into a period, and a sign that is taken early only.
struct Periodic: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.1
  @Hyperparameter("period", in: 1...) var period = 5
  @Hyperparameter("steps by signs", in: 0...) var early = 60
  static let card = Card(name: "periodic", summary: "", formula: "", source: "elementary")
  var counters: [StateSlot] { ["place", "steps"] }
  struct Constants { let rate: Double, takesSigns: Bool }
  func constants(rate: Double, counters: inout Counters) -> Constants {
    let size = rate / (1 + counters[0])
    counters[0] = counters[0] + 1 == Double(period) ? 0 : counters[0] + 1
    counters[1] += 1
    return Constants(rate: size, takesSigns: counters[1] <= Double(early))
  }
  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) { x -= T(c.rate) * (c.takesSigns ? (g > 0 ? 1 : g < 0 ? -1 : g) : g) }
}

/// The mean of the path is the evaluated point, and only that shows its options and state.
struct MeanOfPath: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.1
  @Hyperparameter("weight of late points", in: 0...) var gamma = 3.0
  static let card = Card(name: "mean_of_path", summary: "", formula: "", source: "elementary")
  var slots: [StateSlot] { ["mean"] }
  var counters: [StateSlot] { ["steps"] }
  var hasEvaluationPoint: Bool { true }
  struct Constants { let rate: Double, share: Double }
  func constants(rate: Double, counters: inout Counters) -> Constants {
    counters[0] += 1
    return Constants(rate: rate, share: (1 + gamma) / (counters[0] + gamma))
  }
  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    x -= T(c.rate) * g
    s[0] += T(c.share) * (x - s[0])
  }
  func evaluationPoint<T: KernelScalar>(_ x: T, state s: Slots<T>, counters: Counters) -> T {
    counters[0] > 0 ? s[0] : x
  }
}

/// The steepest coordinate of each tensor; the gradients of all others have no effect.
struct Steepest: GradientOptimizer {
  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.1
  static let card = Card(name: "steepest", summary: "", formula: "", source: "Southwell 1940")
  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    let sizes = s.gradient.map { $0.isNaN ? T.infinity : abs($0) }
    let place = sizes.firstIndex(of: sizes.max()!)!
    s.x[place] -= T(s.rate) * s.gradient[place]
  }
}

/// Conjugate gradients: coordinates depend on each other only while the directions agree.
struct Conjugate: SummingOptimizer {
  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.01
  static let card = Card(
    name: "conjugate", summary: "", formula: "", source: "Polak and Ribière 1969")
  struct Constants { let rate: Double, beta: Double }
  var slots: [StateSlot] { ["direction", "last"] }
  var sums: [Reduction] { [.sum(over: .all), .sum(over: .all)] }
  func terms<T: KernelScalar>(
    pass: Int, _ x: T, gradient g: T, state s: Slots<T>, _ c: Constants
  ) -> Terms<T> { [g * (g - s[1]), s[1] * s[1], 0, 0] }
  func constants(_ info: StepInfo, counters: inout Counters, sums: Sums) -> Constants {
    let beta = quotient(sums[0], sums[1])
    return Constants(rate: info.rate, beta: beta < 0 ? 0 : beta)
  }
  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    s[0] = g + T(c.beta) * s[0]
    s[1] = g
    x -= T(c.rate) * s[0]
  }
}

/// The run's own number of the step.
struct OfTheRun: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.1
  static let card = Card(name: "of_the_run", summary: "", formula: "", source: "elementary")
  var needs: Needs { .step }
  func constants(_ info: StepInfo, counters: inout Counters) -> Double {
    info.rate / Double(info.step)
  }
  func update<T: KernelScalar>(_ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double) {
    x -= T(c) * g
  }
}

/// Ignores gradients that are small for their coordinate: memory that few histories reveal.
struct Threshold: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.01
  static let card = Card(name: "threshold", summary: "", formula: "", source: "elementary")
  var slots: [StateSlot] { ["size"] }
  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) {
    s[0] = T(0.9) * s[0] + T(0.1) * abs(g)
    x -= T(rate) * (abs(g) < T(0.7) * s[0] ? 0 : g > 0 ? 1 : g < 0 ? -1 : g)
  }
}
