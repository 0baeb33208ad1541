import Descent

// Step lengths and directions from inner products, values and distances.

struct PolakRibiere: SummingOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("never turn back") var isPositive = true

  static let card = Card(
    name: "polak_ribiere", summary: "conjugate gradients at a given rate",
    formula: "β = max(0, g·(g − g₋)/g₋·g₋), 0 at first        d ← g + β d        x ← x − η d",
    source: "Polak and Ribière 1969")

  struct Constants {
    let rate, beta: Double
  }

  var slots: [StateSlot] { ["direction", "last"] }
  var sums: [Reduction] { [.sum(over: .all), .sum(over: .all)] }

  func terms<T: KernelScalar>(
    pass: Int, _ x: T, gradient g: T, state s: Slots<T>, _ c: Constants
  ) -> Terms<T> { [g * (g - s[1]), s[1] * s[1], 0, 0] }

  func constants(_ info: StepInfo, counters: inout Counters, sums: Sums) -> Constants {
    let beta = quotient(sums[0], sums[1])
    return Constants(rate: info.rate, beta: isPositive && beta < 0 ? 0 : beta)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    s[0] = g + T(c.beta) * s[0]
    s[1] = g
    x -= T(c.rate) * s[0]
  }
}

struct FletcherReeves: SummingOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("steps between two restarts", in: 1...) var restart = 10

  static let card = Card(
    name: "fletcher_reeves", summary: "conjugate gradients with restarts, a tensor at a time",
    formula: "β = g·g/g₋·g₋, 0 every k steps        d ← g + β d        x ← x − η d",
    source: "Fletcher and Reeves 1964")

  struct Constants {
    let rate, beta: Double
  }

  var slots: [StateSlot] { ["direction"] }
  var counters: [StateSlot] { ["place", "square"] }
  var sums: [Reduction] { [.sum] }

  func terms<T: KernelScalar>(
    pass: Int, _ x: T, gradient g: T, state s: Slots<T>, _ c: Constants
  ) -> Terms<T> { [g * g, 0, 0, 0] }

  func constants(_ info: StepInfo, counters: inout Counters, sums: Sums) -> Constants {
    let beta = counters[0] == 0 ? 0 : quotient(sums[0], counters[1])
    counters[0] = counters[0] + 1 == Double(restart) ? 0 : counters[0] + 1
    counters[1] = sums[0]
    return Constants(rate: info.rate, beta: beta)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    s[0] = c.beta == 0 ? g : g + T(c.beta) * s[0]
    x -= T(c.rate) * s[0]
  }
}

struct BarzilaiBorwein: SummingOptimizer {
  @Hyperparameter("first step size", in: 0...) var learningRate = 0.01
  @Hyperparameter("the shorter step") var short = false

  static let card = Card(
    name: "barzilai_borwein", summary: "the step size of the last secant",
    formula: "s = x − x₋, y = g − g₋:  η = s·s/|s·y|, or |s·y|/y·y; the last where that is 0/0",
    source: "Barzilai and Borwein 1988")

  struct Constants {
    let rate: Double
  }

  var slots: [StateSlot] { ["last_point", "last_gradient"] }
  var counters: [StateSlot] { ["steps", "rate"] }
  var sums: [Reduction] { [.sum(over: .all), .sum(over: .all), .sum(over: .all)] }

  func terms<T: KernelScalar>(
    pass: Int, _ x: T, gradient g: T, state s: Slots<T>, _ c: Constants
  ) -> Terms<T> {
    let (move, change) = (x - s[0], g - s[1])
    return [move * move, move * change, change * change, 0]
  }

  func constants(_ info: StepInfo, counters: inout Counters, sums: Sums) -> Constants {
    let (a, b) = short ? (abs(sums[1]), sums[2]) : (sums[0], abs(sums[1]))
    let isUsable = counters[0] > 0 && b != 0 && a != 0
    counters[1] = counters[0] == 0 ? info.rate : isUsable ? a / b : counters[1]
    counters[0] += 1
    return Constants(rate: counters[1])
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    s[0] = x
    s[1] = g
    x -= T(c.rate) * g
  }
}

struct PolyakStep: SummingOptimizer {
  @Hyperparameter("factor of the step", in: 0...) var learningRate = 1.0
  @Hyperparameter("largest step size", above: 0) var largest = 10.0

  static let card = Card(
    name: "polyak_step",
    summary: "the step to where the tangent is 0, for values that are not below",
    formula: "xₜ = xₜ₋₁ − η min(f(xₜ₋₁)/‖gₜ‖², r) gₜ", source: "Polyak 1969")

  var needs: Needs { [.value, .consistentGradient] }
  var sums: [Reduction] { [.sum(over: .all)] }

  func terms<T: KernelScalar>(
    pass: Int, _ x: T, gradient g: T, state s: Slots<T>, _ c: Double
  ) -> Terms<T> { [g * g, 0, 0, 0] }

  func constants(_ info: StepInfo, counters: inout Counters, sums: Sums) -> Double {
    info.rate * min(quotient(info.value, sums[0]), largest)
  }

  func update<T: KernelScalar>(_ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double) {
    x -= T(c) * g
  }
}

struct DistanceOverGradients: SummingOptimizer {
  @Hyperparameter("factor of the step", in: 0...) var learningRate = 1.0
  @Hyperparameter("first movement r", above: 0) var reps = 1e-4
  @Hyperparameter("ε", above: 0) var epsilon = 1e-8

  static let card = Card(
    name: "distance_over_gradients", summary: "the largest distance over the root of all squares",
    formula: "r̄ ← max(r̄, ‖x − x₀‖)        G ← G + ‖g‖²        x ← x − η r̄/√(G + ε) g",
    source: "Ivgi, Hinder and Carmon 2023, Algorithm 1")

  struct Constants {
    let rate: Double
    let isFirst: Bool
  }

  var slots: [StateSlot] { ["start"] }
  var counters: [StateSlot] { ["steps", "distance", "squares"] }
  var sums: [Reduction] { [.sum(over: .all), .sum(over: .all)] }

  func terms<T: KernelScalar>(
    pass: Int, _ x: T, gradient g: T, state s: Slots<T>, _ c: Constants
  ) -> Terms<T> {
    let way = c.isFirst ? 0 : x - s[0]
    return [way * way, g * g, 0, 0]
  }

  func constants(_ info: StepInfo, counters: inout Counters, sums: Sums) -> Constants {
    let isFirst = counters[0] == 0
    counters[0] += 1
    counters[1] = max(isFirst ? reps : counters[1], sqrt(sums[0]))
    counters[2] += sums[1]
    return Constants(
      rate: info.rate * counters[1] / sqrt(counters[2] + epsilon), isFirst: isFirst)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    if c.isFirst { s[0] = x }
    x -= T(c.rate) * g
  }
}

struct LayerDistance: SummingOptimizer {
  @Hyperparameter("factor of the step", in: 0...) var learningRate = 1.0
  @Hyperparameter("first movement r", above: 0) var reps = 1e-4

  static let card = Card(
    name: "layer_distance", summary: "distance over weighted gradients, for each tensor",
    formula: "r̄ ← max(r̄, ‖x − x₀‖)        G ← G + r̄² ‖g‖²        x ← x − η r̄²/√G g",
    source: "Khaled, Mishchenko and Jin 2023, Algorithm 1")

  struct Constants {
    let rate: Double
    let isFirst: Bool
  }

  var slots: [StateSlot] { ["start"] }
  var counters: [StateSlot] { ["steps", "distance", "squares"] }
  var sums: [Reduction] { [.sum, .sum] }

  func terms<T: KernelScalar>(
    pass: Int, _ x: T, gradient g: T, state s: Slots<T>, _ c: Constants
  ) -> Terms<T> {
    let way = c.isFirst ? 0 : x - s[0]
    return [way * way, g * g, 0, 0]
  }

  func constants(_ info: StepInfo, counters: inout Counters, sums: Sums) -> Constants {
    let isFirst = counters[0] == 0
    counters[0] += 1
    counters[1] = max(isFirst ? reps : counters[1], sqrt(sums[0]))
    let square = counters[1] * counters[1]
    counters[2] += square * sums[1]
    return Constants(
      rate: info.rate * quotient(square, sqrt(counters[2])), isFirst: isFirst)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    if c.isFirst { s[0] = x }
    x -= T(c.rate) * g
  }
}

struct NormAdagrad: SummingOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("start b₀² of the sum", in: 0...) var initial = 0.01

  static let card = Card(
    name: "norm_adagrad", summary: "Adagrad with one sum for all coordinates",
    formula: "G ← G + ‖g‖²        x ← x − η g/√G        G₀ = b₀²",
    source: "Ward, Wu and Bottou 2019")

  var counters: [StateSlot] { [StateSlot("sum", initial: initial)] }
  var sums: [Reduction] { [.sum(over: .all)] }

  func terms<T: KernelScalar>(
    pass: Int, _ x: T, gradient g: T, state s: Slots<T>, _ c: Double
  ) -> Terms<T> { [g * g, 0, 0, 0] }

  func constants(_ info: StepInfo, counters: inout Counters, sums: Sums) -> Double {
    counters[0] += sums[0]
    return quotient(info.rate, sqrt(counters[0]))
  }

  func update<T: KernelScalar>(_ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double) {
    x -= T(c) * g
  }
}

struct Centralized: SummingOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("momentum μ", in: 0..<1) var momentum = 0.9

  static let card = Card(
    name: "centralized", summary: "momentum of gradients less their mean over the tensor",
    formula: "v ← μ v + (g − mean(g))        x ← x − η v", source: "Yong et al. 2020")

  struct Constants {
    let rate, mean: Double
  }

  var slots: [StateSlot] { ["velocity"] }
  var sums: [Reduction] { [.sum] }

  func terms<T: KernelScalar>(
    pass: Int, _ x: T, gradient g: T, state s: Slots<T>, _ c: Constants
  ) -> Terms<T> { [g, 0, 0, 0] }

  func constants(_ info: StepInfo, counters: inout Counters, sums: Sums) -> Constants {
    // The mean of a single number is the number itself, so use 0.
    Constants(rate: info.rate, mean: sums.count > 1 ? sums[0] / Double(sums.count) : 0)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    s[0] = T(momentum) * s[0] + (g - T(c.mean))
    x -= T(c.rate) * s[0]
  }
}

struct AdaptiveClipping: SummingOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("largest ratio of gradient to tensor", above: 0) var clipping = 0.01
  @Hyperparameter("least norm of a tensor", above: 0) var epsilon = 1e-3

  static let card = Card(
    name: "adaptive_clipping", summary: "gradients no longer than a part of their tensor",
    formula: "x ← x − η g min(1, c max(‖x‖, ε)/‖g‖)", source: "Brock et al. 2021, a norm a tensor")

  var sums: [Reduction] { [.sum, .sum] }

  func terms<T: KernelScalar>(
    pass: Int, _ x: T, gradient g: T, state s: Slots<T>, _ c: Double
  ) -> Terms<T> { [x * x, g * g, 0, 0] }

  func constants(_ info: StepInfo, counters: inout Counters, sums: Sums) -> Double {
    let (most, norm) = (clipping * max(sqrt(sums[0]), epsilon), sqrt(sums[1]))
    return info.rate * (norm <= most ? 1 : most / norm)
  }

  func update<T: KernelScalar>(_ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double) {
    x -= T(c) * g
  }
}

struct Lars: SummingOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("momentum μ", in: 0..<1) var momentum = 0.9
  @Hyperparameter("trust coefficient τ", above: 0) var trust = 0.001
  @Hyperparameter("weight decay λ", in: 0...) var weightDecay = 1e-4
  @Hyperparameter("ε", in: 0...) var epsilon = 1e-8

  static let card = Card(
    name: "lars_one_rate", summary: "layer-wise rates, the rate inside the velocity",
    formula: "r = τ ‖x‖/(‖g‖ + λ ‖x‖ + ε)        v ← μ v + η r (g + λ x)        x ← x − v",
    source: "You, Gitman and Ginsburg 2017, Algorithm 1")

  struct Constants {
    let rate: Double
  }

  var slots: [StateSlot] { ["velocity"] }
  var sums: [Reduction] { [.sum, .sum] }

  func terms<T: KernelScalar>(
    pass: Int, _ x: T, gradient g: T, state s: Slots<T>, _ c: Constants
  ) -> Terms<T> { [x * x, g * g, 0, 0] }

  func constants(_ info: StepInfo, counters: inout Counters, sums: Sums) -> Constants {
    let (x, g) = (sqrt(sums[0]), sqrt(sums[1]))
    let ratio = x > 0 && !(g == 0) ? trust * x / (g + weightDecay * x + epsilon) : 1
    return Constants(rate: info.rate * ratio)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    s[0] = T(momentum) * s[0] + T(c.rate) * (g + T(weightDecay) * x)
    x -= s[0]
  }
}

struct AdaptiveDescent: SummingOptimizer {
  @Hyperparameter("first step size", in: 0...) var learningRate = 1e-3

  static let card = Card(
    name: "adaptive_descent", summary: "gradient descent without descent",
    formula: "ηₜ = min(√(1 + θ) ηₜ₋₁, ‖x − x₋‖/(2 ‖g − g₋‖)), θ = ηₜ₋₁/ηₜ₋₂        x ← x − ηₜ g",
    source: "Malitsky and Mishchenko 2020, Algorithm 1")

  var slots: [StateSlot] { ["last_point", "last_gradient"] }
  var counters: [StateSlot] { ["steps", "rate", StateSlot("theta", initial: 1e9)] }
  var sums: [Reduction] { [.sum(over: .all), .sum(over: .all)] }

  func terms<T: KernelScalar>(
    pass: Int, _ x: T, gradient g: T, state s: Slots<T>, _ c: Double
  ) -> Terms<T> { [(x - s[0]) * (x - s[0]), (g - s[1]) * (g - s[1]), 0, 0] }

  func constants(_ info: StepInfo, counters: inout Counters, sums: Sums) -> Double {
    let (old, theta) = (counters[1], counters[2])
    counters[0] += 1
    guard counters[0] > 1 else {
      counters[1] = info.rate
      return info.rate
    }
    let grown = sqrt(1 + theta) * old
    let secant = sums[1] == 0 ? grown : sqrt(sums[0]) / (2 * sqrt(sums[1]))
    // Written so that NaN is kept.
    counters[1] = secant >= grown ? grown : secant
    counters[2] = quotient(counters[1], old)
    return counters[1]
  }

  func update<T: KernelScalar>(_ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double) {
    s[0] = x
    s[1] = g
    x -= T(c) * g
  }
}

struct GradientRestart: SummingOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("momentum μ", in: 0..<1) var momentum = 0.9

  static let card = Card(
    name: "gradient_restart", summary: "heavy ball that stops where it goes uphill",
    formula: "v ← μ v + g, from 0 where v·g < 0        x ← x − η v",
    source: "O'Donoghue and Candès 2015")

  struct Constants {
    let rate, kept: Double
  }

  var slots: [StateSlot] { ["velocity"] }
  var sums: [Reduction] { [.sum(over: .all)] }

  func terms<T: KernelScalar>(
    pass: Int, _ x: T, gradient g: T, state s: Slots<T>, _ c: Constants
  ) -> Terms<T> { [s[0] * g, 0, 0, 0] }

  func constants(_ info: StepInfo, counters: inout Counters, sums: Sums) -> Constants {
    Constants(rate: info.rate, kept: sums[0] < 0 ? 0 : momentum)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    s[0] = T(c.kept) * s[0] + g
    x -= T(c.rate) * s[0]
  }
}

struct Prodigy: SummingOptimizer {
  @Hyperparameter("factor of the rate", in: 0...) var learningRate = 1.0
  @Hyperparameter("first estimate d₀ of the distance", above: 0) var d0 = 1e-3
  @Hyperparameter("decay β₁", in: 0..<1) var beta1 = 0.9
  @Hyperparameter("decay β₂", in: 0..<1) var beta2 = 0.999
  @Hyperparameter("ε", above: 0) var epsilon = 1e-8

  static let card = Card(
    name: "prodigy", summary: "Adam at a rate that estimates the distance",
    formula: """
      r ← √β₂ r + (1 − √β₂) η d² g·(x₀ − x)    s ← √β₂ s + (1 − √β₂) η d² g    d ← max(d, r/‖s‖₁)
      m ← β₁ m + (1 − β₁) d g    v ← β₂ v + (1 − β₂) d² g²    x ← x − η d m/(√v + d ε)
      """, source: "Mishchenko and Defazio 2024, Algorithm 4")

  struct Constants {
    let rate, d, root: Double
    let isFirst: Bool
  }

  var slots: [StateSlot] { ["m", "v", "start", "s"] }
  var counters: [StateSlot] { ["steps", "r", "d"] }
  var sums: [Reduction] { [.sum(over: .all), .sum(over: .all)] }

  func terms<T: KernelScalar>(
    pass: Int, _ x: T, gradient g: T, state s: Slots<T>, _ c: Constants
  ) -> Terms<T> {
    let next = T(c.root) * s[3] + T((1 - c.root) * c.rate * c.d * c.d) * g
    return [g * (c.isFirst ? 0 : s[2] - x), abs(next), 0, 0]
  }

  func constants(_ info: StepInfo, counters: inout Counters, sums: Sums) -> Constants {
    let (isFirst, root) = (counters[0] == 0, sqrt(beta2))
    let d = isFirst ? d0 : counters[2]
    counters[0] += 1
    counters[1] = root * counters[1] + (1 - root) * info.rate * d * d * sums[0]
    counters[2] = max(d, quotient(counters[1], sums[1]))
    return Constants(rate: info.rate, d: d, root: root, isFirst: isFirst)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    if c.isFirst { s[2] = x }
    let d = T(c.d)
    s[0] = T(beta1) * s[0] + T(1 - beta1) * d * g
    s[1] = T(beta2) * s[1] + T(1 - beta2) * d * d * g * g
    s[3] = T(c.root) * s[3] + T((1 - c.root) * c.rate * c.d * c.d) * g
    x -= T(c.rate) * d * (s[0] / (sqrt(s[1]) + d * T(epsilon)))
  }
}

struct StochasticPolyak: SummingOptimizer {
  @Hyperparameter("factor of the step", in: 0...) var learningRate = 1.0
  @Hyperparameter("how much the step may grow", above: 1) var growth = 2.0
  @Hyperparameter("first largest step size", above: 0) var first = 1.0

  static let card = Card(
    name: "stochastic_polyak", summary: "Polyak's step that grows slowly, for values not below 0",
    formula: "γₜ = min(f(xₜ₋₁)/‖gₜ‖², b γₜ₋₁)        xₜ = xₜ₋₁ − η γₜ gₜ",
    source: "Loizou et al. 2021")

  var needs: Needs { [.value, .consistentGradient] }
  var counters: [StateSlot] { [StateSlot("gamma", initial: first)] }
  var sums: [Reduction] { [.sum(over: .all)] }

  func terms<T: KernelScalar>(
    pass: Int, _ x: T, gradient g: T, state s: Slots<T>, _ c: Double
  ) -> Terms<T> { [g * g, 0, 0, 0] }

  func constants(_ info: StepInfo, counters: inout Counters, sums: Sums) -> Double {
    let most = growth * counters[0]
    let step = sums[0] == 0 ? most : info.value / sums[0]
    counters[0] = step >= most ? most : step
    return info.rate * counters[0]
  }

  func update<T: KernelScalar>(_ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double) {
    x -= T(c) * g
  }
}

let plugin = Plugin(
  PolakRibiere.self, FletcherReeves.self, BarzilaiBorwein.self, PolyakStep.self,
  DistanceOverGradients.self, LayerDistance.self, NormAdagrad.self, Centralized.self,
  AdaptiveClipping.self, Lars.self, AdaptiveDescent.self, GradientRestart.self, Prodigy.self,
  StochasticPolyak.self)
