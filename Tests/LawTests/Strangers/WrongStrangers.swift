import Descent

// Wrong rules without declarations, each similar to a right one that passes.

/// A rate that is never below a thousandth.
struct FloorOfRate: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.1
  static let card = Card(name: "floor_of_rate", summary: "", formula: "", source: "elementary")
  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) { x -= T(max(rate, 0.001)) * g }
}

/// A counter of eight bits.
struct ShortCounter: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.1
  static let card = Card(name: "short_counter", summary: "", formula: "", source: "elementary")
  var counters: [StateSlot] { ["t"] }
  func constants(rate: Double, counters: inout Counters) -> Double {
    counters[0] = counters[0] == 255 ? 0 : counters[0] + 1
    return rate / (1 + counters[0])
  }
  func update<T: KernelScalar>(_ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double) {
    x -= T(c) * g
  }
}

/// The logarithm of a power that becomes 0 in the end.
struct LateNaN: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.1
  static let card = Card(name: "late_nan", summary: "", formula: "", source: "elementary")
  var counters: [StateSlot] { ["t"] }
  func constants(rate: Double, counters: inout Counters) -> Double {
    counters[0] += 1
    let power = Double.pow(0.9, counters[0])
    return rate * (power / Double.exp(Double.log(power)))
  }
  func update<T: KernelScalar>(_ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double) {
    x -= T(c) * g
  }
}

/// A mean that is not used, and its option.
struct UnreadMean: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.1
  @Hyperparameter("decay", in: 0..<1) var decay = 0.9
  static let card = Card(name: "unread_mean", summary: "", formula: "", source: "elementary")
  var slots: [StateSlot] { ["mean"] }
  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) {
    s[0] = T(decay) * s[0] + T(1 - decay) * g
    x -= T(rate) * g
  }
}

/// A limit that turns NaN into a number.
struct SwallowedNaN: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.1
  static let card = Card(name: "swallowed_nan", summary: "", formula: "", source: "elementary")
  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) { x -= T(rate) * (g > 1 ? 1 : g < -1 ? -1 : g.isNaN ? 0 : g) }
}

/// A gradient over its norm, also if the norm is 0.
struct NormOfNothing: SummingOptimizer {
  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.1
  static let card = Card(name: "norm_of_nothing", summary: "", formula: "", source: "elementary")
  var sums: [Reduction] { [.sum(over: .all)] }
  func terms<T: KernelScalar>(
    pass: Int, _ x: T, gradient g: T, state s: Slots<T>, _ c: Double
  ) -> Terms<T> { [g * g, 0, 0, 0] }
  func constants(_ info: StepInfo, counters: inout Counters, sums: Sums) -> Double {
    info.rate / sqrt(sums[0])
  }
  func update<T: KernelScalar>(_ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double) {
    x -= T(c) * g
  }
}

/// Every seventeenth coordinate takes the gradient of the one before it.
struct WrongNeighbour: GradientOptimizer {
  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.1
  static let card = Card(name: "wrong_neighbour", summary: "", formula: "", source: "elementary")
  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    for i in 0..<s.count { s.x[i] -= T(s.rate) * s.gradient[i % 17 == 16 ? i - 1 : i] }
  }
}

/// Decay also for tensors without a gradient.
struct DecayWithoutGradient: OracleOptimizer {
  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.1
  static let card = Card(name: "without_gradient", summary: "", formula: "", source: "elementary")
  func stateLayout(for layout: Layout) -> StateLayout { StateLayout() }
  func step<T: KernelScalar>(_ s: StepArguments<T>, layout: Layout, oracle: Oracle<T>) {
    for (index, tensor) in layout.tensors.enumerated() {
      for i in tensor.range {
        let g = s.present?[index] ?? true ? s.gradient[i] : 0
        s.parameters[i] -= T(s.rate) * (g + T(0.1) * s.parameters[i])
      }
    }
  }
}
