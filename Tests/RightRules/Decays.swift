import Descent

// Rules with a pull on the weights beside the gradient, not always times the rate.

struct PlainDecay: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("momentum μ", in: 0..<1) var momentum = 0.9
  @Hyperparameter("weight decay λ a step, whatever the rate", in: 0..<1) var decay = 0.0

  static let card = Card(
    name: "plain_decay", summary: "heavy ball with decay beside the rate",
    formula: "vₜ = μ vₜ₋₁ + gₜ        xₜ = (1 − λ) xₜ₋₁ − η vₜ", source: "Hanson and Pratt 1988")

  var slots: [StateSlot] { ["velocity"] }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) {
    s[0] = T(momentum) * s[0] + g
    x = T(1 - decay) * x - T(rate) * s[0]
  }
}

struct AlwaysDecaying: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("weight decay λ a step, whatever the rate", in: 0..<1) var decay = 0.001

  static let card = Card(
    name: "always_decaying", summary: "gradient descent with decay beside the rate, on by default",
    formula: "xₜ = (1 − λ) xₜ₋₁ − η gₜ", source: "Hanson and Pratt 1988")

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) { x = x - T(decay) * x - T(rate) * g }
}

struct ScheduledDecay: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("decay β₂", in: 0..<1) var beta2 = 0.99
  @Hyperparameter("ε", in: 0...) var epsilon = 1e-8
  @Hyperparameter("weight decay λ times the schedule's factor", in: 0...) var weightDecay = 0.0

  static let card = Card(
    name: "scheduled_decay", summary: "RMS-normalised descent, decay times the schedule alone",
    formula: "v ← β₂ v + (1 − β₂) g²        x ← x − η g/(√v + ε) − η/lr λ x",
    source: "Loshchilov and Hutter 2019, Algorithm 2")

  struct Constants {
    let rate, decay: Double
  }

  var slots: [StateSlot] { ["v"] }

  func constants(rate: Double, counters: inout Counters) -> Constants {
    Constants(
      rate: rate, decay: learningRate == 0 ? weightDecay : rate / learningRate * weightDecay)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    s[0] = T(beta2) * s[0] + T(1 - beta2) * g * g
    x -= T(c.rate) * quotient(g, sqrt(s[0]) + T(epsilon)) + T(c.decay) * x
  }
}

struct SoftThreshold: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("weight λ of the absolute values", in: 0...) var l1 = 0.01

  static let card = Card(
    name: "soft_threshold", summary: "gradient descent, then shrinking towards 0",
    formula: "y = xₜ₋₁ − η gₜ        xₜ = sign(y) max(|y| − η λ, 0)",
    source: "Beck and Teboulle 2009")

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) {
    let (y, limit) = (x - T(rate) * g, T(rate * l1))
    x = y > limit ? y - limit : y < -limit ? y + limit : y.isNaN ? y : 0
  }
}

struct Boxed: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("largest weight", in: 0...) var box = 1.0

  static let card = Card(
    name: "boxed", summary: "gradient descent that is held in a box",
    formula: "xₜ = max(−b, min(b, xₜ₋₁ − η gₜ))", source: "Goldstein 1964")

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) {
    let y = x - T(rate) * g
    x = y > T(box) ? T(box) : y < T(-box) ? T(-box) : y
  }
}

struct TowardsStart: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("pull α towards the start", in: 0...) var pull = 0.01

  static let card = Card(
    name: "towards_start", summary: "gradient descent that is drawn back to where it began",
    formula: "xₜ = xₜ₋₁ − η (gₜ + α (xₜ₋₁ − x₀))", source: "Li, Grandvalet and Davoine 2018")

  struct Constants {
    let rate: Double
    let isFirst: Bool
  }

  var slots: [StateSlot] { ["start"] }
  var counters: [StateSlot] { ["steps"] }

  func constants(rate: Double, counters: inout Counters) -> Constants {
    counters[0] += 1
    return Constants(rate: rate, isFirst: counters[0] == 1)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    if c.isFirst { s[0] = x }
    x -= T(c.rate) * (g + T(pull) * (x - s[0]))
  }
}

struct CautiousDecay: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("momentum μ", in: 0..<1) var momentum = 0.9
  @Hyperparameter("weight decay λ where the step shrinks x", in: 0...) var weightDecay = 0.1

  static let card = Card(
    name: "cautious_decay", summary: "heavy ball that decays only what it shrinks",
    formula: "vₜ = μ vₜ₋₁ + gₜ        xₜ = xₜ₋₁ − η (vₜ + [xₜ₋₁ vₜ > 0] λ xₜ₋₁)",
    source: "Chen et al. 2025")

  var slots: [StateSlot] { ["velocity"] }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) {
    s[0] = T(momentum) * s[0] + g
    let shrinks = (x > 0 && s[0] > 0) || (x < 0 && s[0] < 0)
    x -= T(rate) * (s[0] + (shrinks ? T(weightDecay) * x : 0))
  }
}

struct SquaredRateDecay: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("weight decay λ", in: 0...) var weightDecay = 0.0

  static let card = Card(
    name: "squared_rate_decay", summary: "gradient descent with decay times the rate's square",
    formula: "xₜ = xₜ₋₁ − η gₜ − η²/lr λ xₜ₋₁", source: "Defazio 2025")

  struct Constants {
    let rate, decay: Double
  }

  func constants(rate: Double, counters: inout Counters) -> Constants {
    let share = learningRate > 0 ? rate / learningRate : 1
    return Constants(rate: rate, decay: rate * share * weightDecay)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) { x -= T(c.rate) * g + T(c.decay) * x }
}

let plugin = Plugin(
  PlainDecay.self, AlwaysDecaying.self, ScheduledDecay.self, SoftThreshold.self, Boxed.self,
  TowardsStart.self, CautiousDecay.self, SquaredRateDecay.self)
