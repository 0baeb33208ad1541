import Descent

// Rules with anchor points to which descent returns.

struct Exponentiated: CoordinatewiseOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  static let card = Card(
    name: "exponentiated", summary: "exponentiated gradients of both signs",
    formula: "asinh x ← asinh x − η g",
    source: "Ghai, Hazan and Singer 2020, hypentropy")

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double
  ) {
    // Exponentiated gradients on both signs: a mirror descent by asinh.
    let y = Double.asinh(Double(x)) - c * Double(g)
    x = T(Double.sinh(y))
  }
}

struct DecayToMean: GradientOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  @Hyperparameter("decay", in: 0...) var weightDecay = 0.01
  static let card = Card(
    name: "decay_to_mean", summary: "decay towards the mean of each tensor",
    formula: "x ← x − η (g + λ (x − mean x))",
    source: "elementary")

  func slots(for tensor: Layout.Tensor) -> [TensorSlot] { [] }
  func counters(for tensor: Layout.Tensor) -> [StateSlot] { [] }
  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    var mean = 0.0
    for i in 0..<s.count { mean += Double(s.x[i]) / Double(s.count) }
    for i in 0..<s.count {
      s.x[i] -= T(s.rate) * (s.gradient[i] + T(weightDecay) * (s.x[i] - T(mean)))
    }
  }
}

struct EmaPoint: CoordinatewiseOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  @Hyperparameter("decay", in: 0..<1) var decay = 0.99
  static let card = Card(
    name: "ema_point", summary: "a corrected mean of the path is evaluated",
    formula: "e ← γ e + (1 − γ) x        e/(1 − γᵗ)",
    source: "Polyak and Juditsky 1992, exponentially")

  var slots: [StateSlot] { ["ema"] }
  var counters: [StateSlot] { [StateSlot("power", initial: 1)] }
  var hasEvaluationPoint: Bool { true }
  func constants(rate: Double, counters: inout Counters) -> Double {
    counters[0] *= decay; return rate
  }
  func update<T: KernelScalar>(_ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double) {
    x -= T(c) * g
    s[0] = T(decay) * s[0] + T(1 - decay) * x
  }
  func evaluationPoint<T: KernelScalar>(_ x: T, state s: Slots<T>, counters: Counters) -> T {
    counters[0] < 1 ? s[0] / T(1 - counters[0]) : x
  }
}

let plugin = Plugin(Exponentiated.self, DecayToMean.self, EmaPoint.self)
