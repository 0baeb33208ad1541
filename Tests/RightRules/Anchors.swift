import Descent

// Points to which descent comes back.

struct Madgrad: CoordinatewiseOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  @Hyperparameter("momentum", in: 0..<1) var momentum = 0.9
  @Hyperparameter("eps", above: 0) var epsilon = 1e-6
  static let card = Card(
    name: "madgrad", summary: "dual averaging with a cube root",
    formula: "z = x₀ − s/∛(v + ε)        x ← μ x + (1 − μ) z",
    source: "Defazio and Jelassi 2021, Algorithm 1")

  var slots: [StateSlot] { ["s", "v", "x0"] }
  var counters: [StateSlot] { ["t"] }
  struct Constants { let lambda, first: Double }
  func constants(rate: Double, counters: inout Counters) -> Constants {
    counters[0] += 1
    return Constants(lambda: rate * counters[0].squareRoot(), first: counters[0])
  }
  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    if c.first == 1 { s[2] = x }
    s[0] += T(c.lambda) * g
    s[1] += T(c.lambda) * g * g
    let z = s[2] - s[0] / T(Double.root(Double(s[1]) + epsilon, 3))
    x = T(momentum) * x + T(1 - momentum) * z
  }
}

struct DualAveraging: CoordinatewiseOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  static let card = Card(
    name: "dual_averaging", summary: "the mean of all gradients, from the start",
    formula: "x ← x₀ − η/√t Σg",
    source: "Nesterov 2009")

  var slots: [StateSlot] { ["sum", "start"] }
  var counters: [StateSlot] { ["t"] }
  struct Constants { let rate, first: Double }
  func constants(rate: Double, counters: inout Counters) -> Constants {
    counters[0] += 1
    return Constants(rate: rate / counters[0].squareRoot(), first: counters[0])
  }
  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    if c.first == 1 { s[1] = x }
    s[0] += g
    x = s[1] - T(c.rate) * s[0]
  }
}

struct Anchored: CoordinatewiseOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  @Hyperparameter("pull", in: 0...1) var pull = 0.01
  @Hyperparameter("anchor decay", in: 0..<1) var decay = 0.999
  static let card = Card(
    name: "anchored", summary: "descent that is pulled to a slow mean of its path",
    formula: "x ← x − η (g + p (x − a))        a ← γ a + (1 − γ) x",
    source: "elementary")

  var slots: [StateSlot] { ["anchor"] }
  var counters: [StateSlot] { ["t"] }
  struct Constants { let rate, first: Double }
  func constants(rate: Double, counters: inout Counters) -> Constants {
    counters[0] += 1
    return Constants(rate: rate, first: counters[0])
  }
  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    if c.first == 1 { s[0] = x }
    x -= T(c.rate) * (g + T(pull) * (x - s[0]))
    s[0] = T(decay) * s[0] + T(1 - decay) * x
  }
}

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

struct Accsgd: CoordinatewiseOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  @Hyperparameter("kappa", in: 1...) var kappa = 100.0
  @Hyperparameter("xi", in: 1...) var xi = 3.0
  static let card = Card(
    name: "accsgd", summary: "accelerated descent for least squares",
    formula: "two points, one far and one near",
    source: "Kidambi et al. 2018, AccSGD")

  var slots: [StateSlot] { ["w"] }
  var counters: [StateSlot] { ["t"] }
  struct Constants { let rate, first: Double }
  func constants(rate: Double, counters: inout Counters) -> Constants {
    counters[0] += 1
    return Constants(rate: rate, first: counters[0])
  }
  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    if c.first == 1 { s[0] = x }
    let alpha = 1 - 0.49 * xi / kappa
    s[0] = T(alpha) * s[0] + T(1 - alpha) * (x - T(c.rate * kappa / 0.7) * g)
    let b = 0.7 / (0.7 + (1 - alpha))
    x = T(b) * (x - T(c.rate) * g) + T(1 - b) * s[0]
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

let plugin = Plugin(
  Madgrad.self, DualAveraging.self, Anchored.self, Exponentiated.self, Accsgd.self,
  DecayToMean.self, EmaPoint.self)
