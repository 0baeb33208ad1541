import Descent

// Rules that start differently from how they go on.

struct LinearWarmup: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("steps w to the whole rate", in: 0...) var warmup = 10

  static let card = Card(
    name: "linear_warmup", summary: "gradient descent that starts slowly",
    formula: "xₜ = xₜ₋₁ − η min(1, t/w) gₜ", source: "Goyal et al. 2017")

  var counters: [StateSlot] { ["step"] }

  func constants(rate: Double, counters: inout Counters) -> Double {
    counters[0] += 1
    return counters[0] < Double(warmup) ? rate * (counters[0] / Double(warmup)) : rate
  }

  func update<T: KernelScalar>(_ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double) {
    x -= T(c) * g
  }
}

/// The common part of Adam's variants below.
protocol Moments: CoordinatewiseOptimizer where Constants == MomentScales {
  var beta1: Double { get }
  var beta2: Double { get }
  var epsilon: Double { get }
}

struct MomentScales {
  let step, root: Double
}

extension Moments {
  var slots: [StateSlot] { ["m", "v"] }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: MomentScales
  ) {
    s[0] = T(beta1) * s[0] + T(1 - beta1) * g
    s[1] = T(beta2) * s[1] + T(1 - beta2) * g * g
    x -= T(c.step) * quotient(s[0], sqrt(s[1]) * T(c.root) + T(epsilon))
  }
}

struct UntunedLinear: Moments {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("decay β₁", in: 0..<1) var beta1 = 0.9
  @Hyperparameter("decay β₂", in: 0..<1) var beta2 = 0.99
  @Hyperparameter("ε", in: 0...) var epsilon = 1e-8

  static let card = Card(
    name: "untuned_linear", summary: "Adam that warms up as long as its second moment does",
    formula: "Adam with η min(1, t (1 − β₂)/2)", source: "Ma and Yarats 2021")

  var counters: [StateSlot] { ["step"] }

  func constants(rate: Double, counters: inout Counters) -> MomentScales {
    counters[0] += 1
    let t = counters[0]
    return MomentScales(
      step: rate * min(1, t * (1 - beta2) / 2) / (1 - Double.pow(beta1, t)),
      root: 1 / sqrt(1 - Double.pow(beta2, t)))
  }
}

struct UntunedExponential: Moments {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("decay β₁", in: 0..<1) var beta1 = 0.9
  @Hyperparameter("decay β₂", in: 0..<1) var beta2 = 0.99
  @Hyperparameter("ε", in: 0...) var epsilon = 1e-8

  static let card = Card(
    name: "untuned_exponential", summary: "Adam that warms up exponentially",
    formula: "Adam with η (1 − exp(−(1 − β₂) t))", source: "Ma and Yarats 2021")

  var counters: [StateSlot] { ["step"] }

  func constants(rate: Double, counters: inout Counters) -> MomentScales {
    counters[0] += 1
    let t = counters[0]
    return MomentScales(
      step: -rate * Double.expMinusOne(-(1 - beta2) * t) / (1 - Double.pow(beta1, t)),
      root: 1 / sqrt(1 - Double.pow(beta2, t)))
  }
}

struct RAdam: Moments {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.001
  @Hyperparameter("decay β₁", in: 0..<1) var beta1 = 0.9
  @Hyperparameter("decay β₂", in: 0..<1) var beta2 = 0.999
  @Hyperparameter("ε", in: 0...) var epsilon = 1e-8

  static let card = Card(
    name: "radam", summary: "Adam with a rectified variance",
    formula: """
      ρ = ρ∞ − 2 t β₂ᵗ/(1 − β₂ᵗ),  ρ∞ = 2/(1 − β₂) − 1
      ρ > 5: Adam's step times √((ρ−4)(ρ−2)ρ∞/((ρ∞−4)(ρ∞−2)ρ));  otherwise x ← x − η m/(1 − β₁ᵗ)
      """,
    source: "Liu et al. 2020, Algorithm 2")

  var counters: [StateSlot] { ["step"] }

  func constants(rate: Double, counters: inout Counters) -> MomentScales {
    counters[0] += 1
    let (t, last) = (counters[0], 2 / (1 - beta2) - 1)
    let (first, power) = (rate / (1 - Double.pow(beta1, t)), Double.pow(beta2, t))
    let length = last - 2 * t * power / (1 - power)
    guard length > 5 else { return MomentScales(step: first, root: -1) }
    let share = (length - 4) * (length - 2) * last / ((last - 4) * (last - 2) * length)
    return MomentScales(step: first * sqrt(share), root: 1 / sqrt(1 - power))
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: MomentScales
  ) {
    s[0] = T(beta1) * s[0] + T(1 - beta1) * g
    s[1] = T(beta2) * s[1] + T(1 - beta2) * g * g
    let divisor = c.root < 0 ? 1 : sqrt(s[1]) * T(c.root) + T(epsilon)
    x -= T(c.step) * quotient(s[0], divisor)
  }
}

struct RisingMomentum: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("largest momentum", in: 0..<1) var largest = 0.99

  static let card = Card(
    name: "rising_momentum", summary: "momentum that rises with the number of the step",
    formula: "μₜ = min(1 − 3/(t + 5), μ)        vₜ = μₜ vₜ₋₁ + gₜ        xₜ = xₜ₋₁ − η vₜ",
    source: "Sutskever et al. 2013")

  struct Constants {
    let rate, momentum: Double
  }

  var slots: [StateSlot] { ["velocity"] }
  var counters: [StateSlot] { ["step"] }

  func constants(rate: Double, counters: inout Counters) -> Constants {
    counters[0] += 1
    return Constants(rate: rate, momentum: min(1 - 3 / (counters[0] + 5), largest))
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    s[0] = T(c.momentum) * s[0] + g
    x -= T(c.rate) * s[0]
  }
}

struct SignThenDescent: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("steps by signs", in: 0...) var burnIn = 20

  static let card = Card(
    name: "sign_then_descent", summary: "signs first, gradients later",
    formula: "xₜ = xₜ₋₁ − η sign(gₜ) for t ≤ k, then xₜ₋₁ − η gₜ", source: "elementary")

  struct Constants {
    let rate: Double
    let takesSigns: Bool
  }

  var counters: [StateSlot] { ["step"] }

  func constants(rate: Double, counters: inout Counters) -> Constants {
    counters[0] += 1
    return Constants(rate: rate, takesSigns: counters[0] <= Double(burnIn))
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) { x -= T(c.rate) * (c.takesSigns ? (g > 0 ? 1 : g < 0 ? -1 : g) : g) }
}

struct LateMomentum: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("momentum μ", in: 0..<1) var momentum = 0.9
  @Hyperparameter("first step with momentum", in: 1...) var from = 50

  static let card = Card(
    name: "late_momentum", summary: "momentum from a certain step on",
    formula: "vₜ = μₜ vₜ₋₁ + gₜ, μₜ = 0 before step k        xₜ = xₜ₋₁ − η vₜ",
    source: "elementary")

  struct Constants {
    let rate, momentum: Double
  }

  var slots: [StateSlot] { ["velocity"] }
  var needs: Needs { .step }

  func constants(_ info: StepInfo, counters: inout Counters) -> Constants {
    Constants(rate: info.rate, momentum: info.step < from ? 0 : momentum)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    s[0] = T(c.momentum) * s[0] + g
    x -= T(c.rate) * s[0]
  }
}

struct NAdam: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.002
  @Hyperparameter("decay β₁", in: 0..<1) var beta1 = 0.9
  @Hyperparameter("decay β₂", in: 0..<1) var beta2 = 0.999
  @Hyperparameter("ε", in: 0...) var epsilon = 1e-8
  @Hyperparameter("decay ψ of the momentum", in: 0...) var momentumDecay = 0.004

  static let card = Card(
    name: "nadam", summary: "Adam with Nesterov's momentum",
    formula: """
      μₜ = β₁ (1 − ½ · 0.96^(t ψ))        Pₜ = Πμ
      x ← x − η ((1 − μₜ)/(1 − Pₜ) g + μₜ₊₁/(1 − Pₜ μₜ₊₁) m)/(√(v/(1 − β₂ᵗ)) + ε)
      """,
    source: "Dozat 2016")

  struct Constants {
    let gradient, moment, root: Double
  }

  var slots: [StateSlot] { ["m", "v"] }
  var counters: [StateSlot] {
    ["step", StateSlot("mu_product", initial: 1), StateSlot("beta2_power", initial: 1)]
  }

  func constants(rate: Double, counters: inout Counters) -> Constants {
    counters[0] += 1
    let (now, next) = (weight(counters[0]), weight(counters[0] + 1))
    counters[1] *= now
    counters[2] *= beta2
    return Constants(
      gradient: rate * (1 - now) / (1 - counters[1]),
      moment: rate * next / (1 - counters[1] * next), root: 1 / sqrt(1 - counters[2]))
  }

  func weight(_ t: Double) -> Double {
    momentumDecay == 0 ? beta1 : beta1 * (1 - 0.5 * Double.pow(0.96, t * momentumDecay))
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    s[0] = T(beta1) * s[0] + T(1 - beta1) * g
    s[1] = T(beta2) * s[1] + T(1 - beta2) * g * g
    let move = T(c.gradient) * g + T(c.moment) * s[0]
    x -= quotient(move, sqrt(s[1]) * T(c.root) + T(epsilon))
  }
}

let plugin = Plugin(
  LinearWarmup.self, UntunedLinear.self, UntunedExponential.self, RAdam.self,
  RisingMomentum.self, SignThenDescent.self, LateMomentum.self, NAdam.self)
