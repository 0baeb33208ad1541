import Descent

// Rates that fall with the number of the step, inside the rule.

struct InverseTime: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("decay d of the rate", in: 0...) var decay = 0.01

  static let card = Card(
    name: "inverse_time", summary: "gradient descent at a rate of 1/t",
    formula: "xₜ = xₜ₋₁ − η/(1 + d (t − 1)) gₜ", source: "Robbins and Monro 1951")

  var counters: [StateSlot] { ["step"] }

  func constants(rate: Double, counters: inout Counters) -> Double {
    counters[0] += 1
    return rate / (1 + decay * (counters[0] - 1))
  }

  func update<T: KernelScalar>(_ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double) {
    x -= T(c) * g
  }
}

struct RootTime: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1

  static let card = Card(
    name: "root_time", summary: "gradient descent at a rate of 1/√t",
    formula: "xₜ = xₜ₋₁ − η/√t gₜ", source: "Zinkevich 2003")

  var counters: [StateSlot] { ["step"] }

  func constants(rate: Double, counters: inout Counters) -> Double {
    counters[0] += 1
    return rate / sqrt(counters[0])
  }

  func update<T: KernelScalar>(_ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double) {
    x -= T(c) * g
  }
}

struct PowerTime: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("exponent p", in: 0...1) var power = 0.75
  @Hyperparameter("steps t₀ before the first", in: 0...) var shift = 1.0

  static let card = Card(
    name: "power_time", summary: "gradient descent at a rate of a power of t",
    formula: "xₜ = xₜ₋₁ − η (t + t₀)^−p gₜ", source: "Robbins and Monro 1951")

  var needs: Needs { .step }

  func constants(_ info: StepInfo, counters: inout Counters) -> Double {
    info.rate * Double.pow(Double(info.step) + shift, -power)
  }

  func update<T: KernelScalar>(_ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double) {
    x -= T(c) * g
  }
}

struct FallingMomentum: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("momentum μ", in: 0..<1) var momentum = 0.9
  @Hyperparameter("factor γ of the rate a step", in: 0...1) var gamma = 0.99

  static let card = Card(
    name: "falling_momentum", summary: "heavy ball at a rate that falls exponentially",
    formula: "vₜ = μ vₜ₋₁ + gₜ        xₜ = xₜ₋₁ − η γᵗ⁻¹ vₜ        v₀ = 0", source: "elementary")

  var slots: [StateSlot] { ["velocity"] }
  var counters: [StateSlot] { [StateSlot("gamma_power", initial: 1)] }

  func constants(rate: Double, counters: inout Counters) -> Double {
    let now = rate * counters[0]
    counters[0] *= gamma
    return now
  }

  func update<T: KernelScalar>(_ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double) {
    s[0] = T(momentum) * s[0] + g
    x -= T(c) * s[0]
  }
}

struct Halving: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("steps k between two cuts", in: 1...) var period = 100

  static let card = Card(
    name: "halving", summary: "gradient descent whose rate is halved every k steps",
    formula: "xₜ = xₜ₋₁ − η 2^−⌊(t − 1)/k⌋ gₜ", source: "elementary")

  var counters: [StateSlot] { ["step"] }

  func constants(rate: Double, counters: inout Counters) -> Double {
    let cuts = (counters[0] / Double(period)).rounded(.down)
    counters[0] += 1
    return rate * Double.exp2(-cuts)
  }

  func update<T: KernelScalar>(_ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double) {
    x -= T(c) * g
  }
}

struct Pegasos: CoordinatewiseOptimizer {
  @Hyperparameter("factor of the rate", in: 0...) var learningRate = 1.0
  @Hyperparameter("weight decay λ", above: 0) var decay = 0.5

  static let card = Card(
    name: "pegasos", summary: "sub-gradient descent at the rate of strong convexity",
    formula: "xₜ = xₜ₋₁ − ηₜ (λ xₜ₋₁ + gₜ)        ηₜ = η/(λ t)",
    source: "Shalev-Shwartz et al. 2011")

  var counters: [StateSlot] { ["step"] }

  func constants(rate: Double, counters: inout Counters) -> Double {
    counters[0] += 1
    return rate / (decay * counters[0])
  }

  func update<T: KernelScalar>(_ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double) {
    x -= T(c) * (T(decay) * x + g)
  }
}

struct LogarithmicAdam: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("decay β₁", in: 0..<1) var beta1 = 0.9
  @Hyperparameter("decay β₂", in: 0..<1) var beta2 = 0.99
  @Hyperparameter("ε", in: 0...) var epsilon = 1e-8

  static let card = Card(
    name: "logarithmic_adam", summary: "Adam at a rate of 1/log t",
    formula: "Adam with η/log(t + e − 1) in the place of η", source: "elementary")

  struct Constants {
    let step, root: Double
  }

  var slots: [StateSlot] { ["m", "v"] }
  var counters: [StateSlot] { ["step"] }

  func constants(rate: Double, counters: inout Counters) -> Constants {
    counters[0] += 1
    let t = counters[0]
    let slow = rate / Double.log(t + Double.exp(1) - 1)
    return Constants(
      step: slow / (1 - Double.pow(beta1, t)), root: 1 / sqrt(1 - Double.pow(beta2, t)))
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    s[0] = T(beta1) * s[0] + T(1 - beta1) * g
    s[1] = T(beta2) * s[1] + T(1 - beta2) * g * g
    x -= quotient(T(c.step) * s[0], sqrt(s[1]) * T(c.root) + T(epsilon))
  }
}

struct LinearDecay: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("steps N to the last rate", in: 1...) var length = 1000
  @Hyperparameter("last rate over the first", in: 0...1) var floor = 0.1

  static let card = Card(
    name: "linear_decay", summary: "gradient descent whose rate falls along a line",
    formula: "xₜ = xₜ₋₁ − η max(floor, 1 − (t − 1)/N) gₜ", source: "Defazio et al. 2023")

  var counters: [StateSlot] { ["step"] }

  func constants(rate: Double, counters: inout Counters) -> Double {
    let share = max(floor, 1 - counters[0] / Double(length))
    counters[0] += 1
    return rate * share
  }

  func update<T: KernelScalar>(_ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double) {
    x -= T(c) * g
  }
}

let plugin = Plugin(
  InverseTime.self, RootTime.self, PowerTime.self, FallingMomentum.self, Halving.self,
  Pegasos.self, LogarithmicAdam.self, LinearDecay.self)
