import Descent

// Rules with a special first step.

/// Their common constants: the rate, and the number of the step.
protocol FirstStepAware: CoordinatewiseOptimizer where Constants == RateAndStep {}

struct RateAndStep {
  let rate, step: Double
  var isFirst: Bool { step == 1 }
}

extension FirstStepAware {
  var counters: [StateSlot] { ["t"] }

  func constants(rate: Double, counters: inout Counters) -> RateAndStep {
    counters[0] += 1
    return RateAndStep(rate: rate, step: counters[0])
  }
}

struct Madgrad: FirstStepAware {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  @Hyperparameter("momentum", in: 0..<1) var momentum = 0.9
  @Hyperparameter("eps", above: 0) var epsilon = 1e-6
  static let card = Card(
    name: "madgrad", summary: "dual averaging with a cube root",
    formula: "z = x₀ − s/∛(v + ε)        x ← μ x + (1 − μ) z",
    source: "Defazio and Jelassi 2021, Algorithm 1")

  var slots: [StateSlot] { ["s", "v", "x0"] }
  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: RateAndStep
  ) {
    if c.isFirst { s[2] = x }
    let lambda = T(c.rate * c.step.squareRoot())
    s[0] += lambda * g
    s[1] += lambda * g * g
    let z = s[2] - s[0] / T(Double.root(Double(s[1]) + epsilon, 3))
    x = T(momentum) * x + T(1 - momentum) * z
  }
}

struct DualAveraging: FirstStepAware {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  static let card = Card(
    name: "dual_averaging", summary: "the mean of all gradients, from the start",
    formula: "x ← x₀ − η/√t Σg",
    source: "Nesterov 2009")

  var slots: [StateSlot] { ["sum", "start"] }
  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: RateAndStep
  ) {
    if c.isFirst { s[1] = x }
    s[0] += g
    x = s[1] - T(c.rate / c.step.squareRoot()) * s[0]
  }
}

struct Anchored: FirstStepAware {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  @Hyperparameter("pull", in: 0...1) var pull = 0.01
  @Hyperparameter("anchor decay", in: 0..<1) var decay = 0.999
  static let card = Card(
    name: "anchored", summary: "descent that is pulled to a slow mean of its path",
    formula: "x ← x − η (g + p (x − a))        a ← γ a + (1 − γ) x",
    source: "elementary")

  var slots: [StateSlot] { ["anchor"] }
  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: RateAndStep
  ) {
    if c.isFirst { s[0] = x }
    x -= T(c.rate) * (g + T(pull) * (x - s[0]))
    s[0] = T(decay) * s[0] + T(1 - decay) * x
  }
}

struct Accsgd: FirstStepAware {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  @Hyperparameter("kappa", in: 1...) var kappa = 100.0
  @Hyperparameter("xi", in: 1...) var xi = 3.0
  static let card = Card(
    name: "accsgd", summary: "accelerated descent for least squares",
    formula: "two points, one far and one near",
    source: "Kidambi et al. 2018, AccSGD")

  var slots: [StateSlot] { ["w"] }
  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: RateAndStep
  ) {
    if c.isFirst { s[0] = x }
    let alpha = 1 - 0.49 * xi / kappa
    s[0] = T(alpha) * s[0] + T(1 - alpha) * (x - T(c.rate * kappa / 0.7) * g)
    let b = 0.7 / (0.7 + (1 - alpha))
    x = T(b) * (x - T(c.rate) * g) + T(1 - b) * s[0]
  }
}

struct Secant: FirstStepAware {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  @Hyperparameter("least", above: 0) var least = 0.01
  @Hyperparameter("most", above: 0) var most = 100.0
  static let card = Card(
    name: "secant", summary: "a step size a coordinate from the last secant",
    formula: "x ← x − η clamp(|Δx/Δg|) g",
    source: "Fahlman 1988, bounded")

  var slots: [StateSlot] { ["x", "g"] }
  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: RateAndStep
  ) {
    let (dx, dg) = (x - s[0], g - s[1])
    s[0] = x
    s[1] = g
    let q = c.isFirst || dg == 0 ? 1 : abs(dx / dg)
    x -= T(c.rate) * max(T(least), min(T(most), q)) * g
  }
}

struct RpropPlus: FirstStepAware {
  @Hyperparameter("first step", in: 0...) var learningRate = 0.1
  @Hyperparameter("up", in: 1...) var up = 1.2
  @Hyperparameter("down", in: 0..<1) var down = 0.5
  static let card = Card(
    name: "rprop_plus", summary: "a step size a coordinate, with moves taken back",
    formula: "Δ grows while the sign of g stays, shrinks where it turns",
    source: "Riedmiller and Braun 1993")

  var slots: [StateSlot] { ["g", "step", "move"] }
  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: RateAndStep
  ) {
    if c.isFirst { s[1] = 1 }
    let agree = s[0] * g
    let sign: T = g > 0 ? 1 : g < 0 ? -1 : g
    if agree > 0 {
      s[1] = min(s[1] * T(up), 50)
      s[2] = -sign * s[1]
      x += T(c.rate) * s[2]
      s[0] = g
    } else if agree < 0 {
      s[1] = max(s[1] * T(down), 1e-6)
      x -= T(c.rate) * s[2]
      s[0] = 0
    } else {
      s[2] = -sign * s[1]
      x += T(c.rate) * s[2]
      s[0] = g
    }
  }
}

let plugin = Plugin(
  Madgrad.self, DualAveraging.self, Anchored.self, Accsgd.self, Secant.self, RpropPlus.self)
