import Descent

// Sign rules, and similar rules.

/// Not 0 for NaN.
func sign<T: KernelScalar>(_ x: T) -> T { x > 0 ? 1 : x < 0 ? -1 : x }

struct SignDescent: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01

  static let card = Card(
    name: "sign_descent", summary: "the sign of the gradient", formula: "xₜ = xₜ₋₁ − η sign(gₜ)",
    source: "Bernstein et al. 2018, Algorithm 1")

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) { x -= T(rate) * sign(g) }
}

struct Signum: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("momentum μ", in: 0..<1) var momentum = 0.9
  @Hyperparameter("weight decay λ", in: 0...) var weightDecay = 0.0
  @Hyperparameter("the sign of the momentum after the next step") var nesterov = false

  static let card = Card(
    name: "signum", summary: "the sign of a momentum",
    formula: "m ← μ m + (1 − μ) g        x ← (1 − η λ) x − η sign(m)",
    source: "Bernstein et al. 2018, Algorithm 2")

  var slots: [StateSlot] { ["m"] }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) {
    s[0] = T(momentum) * s[0] + T(1 - momentum) * g
    let u = nesterov ? T(momentum) * s[0] + T(1 - momentum) * g : s[0]
    x = T(1 - rate * weightDecay) * x - T(rate) * sign(u)
  }
}

struct LionW: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 1e-4
  @Hyperparameter("weight β₁ in the step", in: 0..<1) var beta1 = 0.9
  @Hyperparameter("decay β₂ of the momentum", in: 0..<1) var beta2 = 0.99
  @Hyperparameter("weight decay λ", in: 0...) var weightDecay = 0.01

  static let card = Card(
    name: "lion_w", summary: "sign of an interpolated momentum, with decay",
    formula: "x ← x − η (sign(β₁ m + (1 − β₁) g) + λ x)        m ← β₂ m + (1 − β₂) g",
    source: "Chen et al. 2023, Algorithm 2")

  var slots: [StateSlot] { ["m"] }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) {
    let u = T(beta1) * s[0] + T(1 - beta1) * g
    x -= T(rate) * (sign(u) + T(weightDecay) * x)
    s[0] = T(beta2) * s[0] + T(1 - beta2) * g
  }
}

struct IRprop: CoordinatewiseOptimizer {
  @Hyperparameter("first step size", in: 0...) var learningRate = 0.01
  @Hyperparameter("factor where the sign turns", in: 0..<1) var etaMinus = 0.5
  @Hyperparameter("factor where it stays", in: 1...) var etaPlus = 1.2
  @Hyperparameter("smallest step size", in: 0...) var minStep = 1e-6
  @Hyperparameter("largest step size", in: 0...) var maxStep = 50.0

  static let card = Card(
    name: "irprop", summary: "a step size a coordinate that grows while the sign stays",
    formula: """
      Δ ← clip(Δ η₊ or Δ η₋, Δmin, Δmax) as the sign of g stays or turns; where it turns g ← 0
      x ← x − sign(g) Δ
      """,
    source: "Igel and Hüsken 2003")

  struct Constants {
    let factor: Double
    let isFirst: Bool
  }

  var slots: [StateSlot] { ["step_size", "last"] }
  var counters: [StateSlot] { ["steps"] }

  func constants(rate: Double, counters: inout Counters) -> Constants {
    counters[0] += 1
    let factor = learningRate > 0 ? rate / learningRate : 1
    return Constants(factor: factor, isFirst: counters[0] == 1)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ c: Constants
  ) {
    let before = c.isFirst ? T(learningRate) : s[0]
    let agreement = sign(gradient) * sign(s[1])
    let scaled = agreement > 0 ? before * T(etaPlus) : agreement < 0 ? before * T(etaMinus) : before
    s[0] = scaled < T(minStep) ? T(minStep) : scaled > T(maxStep) ? T(maxStep) : scaled
    let g = agreement < 0 ? 0 : gradient
    x -= T(c.factor) * (sign(g) * s[0])
    s[1] = g
  }
}

struct Ternary: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("decay of the mean size", in: 0..<1) var decay = 0.9
  @Hyperparameter("part of the mean size below which nothing moves", in: 0...) var threshold = 0.7

  static let card = Card(
    name: "ternary", summary: "the sign of gradients that are large for their coordinate",
    formula: "a ← d a + (1 − d) |g|        x ← x − η [|g| ≥ θ a] sign(g)",
    source: "Li, Zhang and Liu 2016")

  var slots: [StateSlot] { ["size"] }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) {
    s[0] = T(decay) * s[0] + T(1 - decay) * abs(g)
    x -= T(rate) * (abs(g) < T(threshold) * s[0] ? 0 : sign(g))
  }
}

struct SoftSign: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("size σ of a gradient that is neither small nor large", above: 0) var sigma = 1.0

  static let card = Card(
    name: "soft_sign", summary: "gradients through a smooth limit",
    formula: "xₜ = xₜ₋₁ − η tanh(gₜ/σ)", source: "elementary")

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) { x -= T(rate) * T.tanh(g / T(sigma)) }
}

struct PowerSign: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("momentum μ", in: 0..<1) var momentum = 0.9
  @Hyperparameter("logarithm α of the factor", in: 0...) var alpha = 1.0

  static let card = Card(
    name: "power_sign", summary: "gradients that agree with their mean count more",
    formula: "m ← μ m + (1 − μ) g        x ← x − η exp(α sign(g) sign(m)) g",
    source: "Bello et al. 2017")

  var slots: [StateSlot] { ["m"] }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) {
    s[0] = T(momentum) * s[0] + T(1 - momentum) * g
    x -= T(rate) * (T.exp(T(alpha) * (sign(g) * sign(s[0]))) * g)
  }
}

struct AddSign: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("momentum μ", in: 0..<1) var momentum = 0.9
  @Hyperparameter("α", in: 0...) var alpha = 1.0

  static let card = Card(
    name: "add_sign", summary: "gradients that disagree with their mean count less",
    formula: "m ← μ m + (1 − μ) g        x ← x − η (α + sign(g) sign(m)) g",
    source: "Bello et al. 2017")

  var slots: [StateSlot] { ["m"] }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) {
    s[0] = T(momentum) * s[0] + T(1 - momentum) * g
    x -= T(rate) * ((T(alpha) + sign(g) * sign(s[0])) * g)
  }
}

let plugin = Plugin(
  SignDescent.self, Signum.self, LionW.self, IRprop.self, Ternary.self, SoftSign.self,
  PowerSign.self, AddSign.self)
