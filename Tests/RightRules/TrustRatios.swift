import Descent

// Rules whose step length is given by a norm.

struct TrustClippedLamb: SummingOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("decay β₁", in: 0..<1) var beta1 = 0.9
  @Hyperparameter("decay β₂", in: 0..<1) var beta2 = 0.99
  @Hyperparameter("ε", in: 0...) var epsilon = 1e-6
  @Hyperparameter("weight decay λ, inside the norm", in: 0...) var weightDecay = 0.01
  @Hyperparameter("largest ratio", above: 0) var largest = 1.0

  static let card = Card(
    name: "trust_clipped_lamb", summary: "LAMB whose ratio is bounded, without corrections",
    formula: "d = m/(√v + ε) + λ x        x ← x − η min(‖x‖/‖d‖, r) d", source: "You et al. 2020")

  var slots: [StateSlot] { ["m", "v"] }
  var sums: [Reduction] { [.sum, .sum] }

  func direction<T: KernelScalar>(_ x: T, _ g: T, _ s: inout Slots<T>) -> T {
    s[0] = T(beta1) * s[0] + T(1 - beta1) * g
    s[1] = T(beta2) * s[1] + T(1 - beta2) * g * g
    return quotient(s[0], sqrt(s[1]) + T(epsilon)) + T(weightDecay) * x
  }

  func terms<T: KernelScalar>(
    pass: Int, _ x: T, gradient g: T, state: Slots<T>, _ c: Double
  ) -> Terms<T> {
    var s = state
    let d = direction(x, g, &s)
    return [x * x, d * d, 0, 0]
  }

  func constants(_ info: StepInfo, counters: inout Counters, sums: Sums) -> Double {
    guard sums[0] > 0, sums[1] > 0 else { return info.rate }
    return info.rate * min(sqrt(sums[0]) / sqrt(sums[1]), largest)
  }

  func update<T: KernelScalar>(_ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double) {
    x -= T(c) * direction(x, g, &s)
  }
}

struct LARC: SummingOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("momentum μ", in: 0..<1) var momentum = 0.9
  @Hyperparameter("trust coefficient τ", in: 0...) var trust = 0.02

  static let card = Card(
    name: "larc", summary: "momentum whose local rate is at most the global one",
    formula: "r = min(τ ‖x‖/(η ‖g‖), 1)        v ← μ v + r g        x ← x − η v",
    source: "You, Gitman and Ginsburg 2017")

  struct Constants {
    let share, rate: Double
  }

  var slots: [StateSlot] { ["velocity"] }
  var sums: [Reduction] { [.sum, .sum] }

  func terms<T: KernelScalar>(
    pass: Int, _ x: T, gradient g: T, state s: Slots<T>, _ c: Constants
  ) -> Terms<T> { [x * x, g * g, 0, 0] }

  func constants(_ info: StepInfo, counters: inout Counters, sums: Sums) -> Constants {
    let (x, g) = (sqrt(sums[0]), sqrt(sums[1]))
    let ratio = x > 0 && g > 0 && info.rate > 0 ? min(trust * x / (info.rate * g), 1) : 1
    return Constants(share: ratio, rate: info.rate)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    s[0] = T(momentum) * s[0] + T(c.share) * g
    x -= T(c.rate) * s[0]
  }
}

struct NormalizedTensor: SummingOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1

  static let card = Card(
    name: "normalized_tensor", summary: "gradient descent by steps of one length a tensor",
    formula: "xₜ = xₜ₋₁ − η gₜ/‖gₜ‖", source: "Nesterov 1984")

  var sums: [Reduction] { [.sum] }

  func terms<T: KernelScalar>(
    pass: Int, _ x: T, gradient g: T, state s: Slots<T>, _ c: Double
  ) -> Terms<T> { [g * g, 0, 0, 0] }

  func constants(_ info: StepInfo, counters: inout Counters, sums: Sums) -> Double {
    sums[0] == 0 ? 0 : info.rate / sqrt(sums[0])
  }

  func update<T: KernelScalar>(_ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double) {
    x -= T(c) * g
  }
}

struct NormalizedWhole: SummingOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("momentum μ", in: 0..<1) var momentum = 0.9

  static let card = Card(
    name: "normalized_whole", summary: "momentum by steps of one length over all tensors",
    formula: "m ← μ m + (1 − μ) g        x ← x − η m/‖m‖", source: "Cutkosky and Mehta 2020")

  var slots: [StateSlot] { ["m"] }
  var sums: [Reduction] { [.sum(over: .all)] }

  func next<T: KernelScalar>(_ m: T, _ g: T) -> T { T(momentum) * m + T(1 - momentum) * g }

  func terms<T: KernelScalar>(
    pass: Int, _ x: T, gradient g: T, state s: Slots<T>, _ c: Double
  ) -> Terms<T> { [next(s[0], g) * next(s[0], g), 0, 0, 0] }

  func constants(_ info: StepInfo, counters: inout Counters, sums: Sums) -> Double {
    sums[0] == 0 ? 0 : info.rate / sqrt(sums[0])
  }

  func update<T: KernelScalar>(_ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double) {
    s[0] = next(s[0], g)
    x -= T(c) * s[0]
  }
}

struct ClippedMomentum: SummingOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("momentum μ", in: 0..<1) var momentum = 0.9
  @Hyperparameter("largest norm of all gradients", above: 0) var maxNorm = 1.0

  static let card = Card(
    name: "clipped_momentum", summary: "momentum with the norm of all gradients clipped inside",
    formula: "v ← μ v + g min(1, c/‖g‖)        x ← x − η v", source: "Pascanu et al. 2013")

  struct Constants {
    let share, rate: Double
  }

  var slots: [StateSlot] { ["velocity"] }
  var sums: [Reduction] { [.sum(over: .all)] }

  func terms<T: KernelScalar>(
    pass: Int, _ x: T, gradient g: T, state s: Slots<T>, _ c: Constants
  ) -> Terms<T> { [g * g, 0, 0, 0] }

  func constants(_ info: StepInfo, counters: inout Counters, sums: Sums) -> Constants {
    let norm = sqrt(sums[0])
    // Written so that NaN is not passed over.
    return Constants(share: norm <= maxNorm ? 1 : maxNorm / norm, rate: info.rate)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    s[0] = T(momentum) * s[0] + T(c.share) * g
    x -= T(c.rate) * s[0]
  }
}

struct NovoGrad: SummingOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("decay β₁", in: 0..<1) var beta1 = 0.95
  @Hyperparameter("decay β₂", in: 0..<1) var beta2 = 0.98
  @Hyperparameter("ε", in: 0...) var epsilon = 1e-8
  @Hyperparameter("weight decay λ", in: 0...) var weightDecay = 0.0

  static let card = Card(
    name: "novograd", summary: "one second moment a tensor",
    formula: "v ← β₂ v + (1 − β₂) ‖g‖², v₁ = ‖g₁‖²    m ← β₁ m + g/(√v + ε) + λ x    x ← x − η m",
    source: "Ginsburg et al. 2019")

  struct Constants {
    let share, rate: Double
  }

  var slots: [StateSlot] { ["m"] }
  var counters: [StateSlot] { ["steps", "v"] }
  var sums: [Reduction] { [.sum] }

  func terms<T: KernelScalar>(
    pass: Int, _ x: T, gradient g: T, state s: Slots<T>, _ c: Constants
  ) -> Terms<T> { [g * g, 0, 0, 0] }

  func constants(_ info: StepInfo, counters: inout Counters, sums: Sums) -> Constants {
    counters[0] += 1
    counters[1] = counters[0] == 1 ? sums[0] : beta2 * counters[1] + (1 - beta2) * sums[0]
    return Constants(share: quotient(1, sqrt(counters[1]) + epsilon), rate: info.rate)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    s[0] = T(beta1) * s[0] + (T(c.share) * g + T(weightDecay) * x)
    x -= T(c.rate) * s[0]
  }
}

struct StableAdam: SummingOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("decay β₁", in: 0..<1) var beta1 = 0.9
  @Hyperparameter("decay β₂", in: 0..<1) var beta2 = 0.99
  @Hyperparameter("ε", above: 0) var epsilon = 1e-6

  static let card = Card(
    name: "stable_adam", summary: "Adam that slows down where its second moment lags",
    formula: "r = √mean(g²/max(v, ε²))        x ← x − η/max(1, r) m/(√v + ε)",
    source: "Wortsman et al. 2023, Algorithm 2")

  struct Constants {
    let step, first, second: Double
  }

  var slots: [StateSlot] { ["m", "v"] }
  var counters: [StateSlot] { ["steps"] }
  var sums: [Reduction] { [.sum] }

  func corrected(_ beta: Double, _ t: Double) -> Double {
    beta == 0 ? 0 : beta * (1 - Double.pow(beta, t - 1)) / (1 - Double.pow(beta, t))
  }

  func constants(_ info: StepInfo, counters: inout Counters, sums: Sums) -> Constants {
    counters[0] += 1
    let ratio = sqrt(sums[0] / Double(max(1, sums.count)))
    return Constants(
      step: ratio < 1 ? info.rate : info.rate / ratio, first: corrected(beta1, counters[0]),
      second: corrected(beta2, counters[0]))
  }

  func terms<T: KernelScalar>(
    pass: Int, _ x: T, gradient g: T, state s: Slots<T>, _ c: Constants
  ) -> Terms<T> {
    let (v, least) = (T(c.second) * s[1] + T(1 - c.second) * g * g, T(epsilon * epsilon))
    return [g * g / (v > least ? v : least), 0, 0, 0]
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    s[0] = T(c.first) * s[0] + T(1 - c.first) * g
    s[1] = T(c.second) * s[1] + T(1 - c.second) * g * g
    x -= T(c.step) * (s[0] / (sqrt(s[1]) + T(epsilon)))
  }
}

struct Fromage: SummingOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01

  static let card = Card(
    name: "fromage", summary: "steps in proportion to the tensor, and a shrinking of it",
    formula: "x ← (x − η g ‖x‖/‖g‖)/√(1 + η²)", source: "Bernstein et al. 2020")

  struct Constants {
    let step, shrink: Double
  }

  var sums: [Reduction] { [.sum, .sum] }

  func terms<T: KernelScalar>(
    pass: Int, _ x: T, gradient g: T, state s: Slots<T>, _ c: Constants
  ) -> Terms<T> { [x * x, g * g, 0, 0] }

  func constants(_ info: StepInfo, counters: inout Counters, sums: Sums) -> Constants {
    let hasBoth = sums[0] > 0 && sums[1] > 0
    let ratio = hasBoth ? sqrt(sums[0]) / sqrt(sums[1]) : 1
    return Constants(
      step: info.rate * (sums[1].isNaN ? sums[1] : ratio),
      shrink: 1 / sqrt(1 + info.rate * info.rate))
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) { x = T(c.shrink) * (x - T(c.step) * g) }
}

let plugin = Plugin(
  TrustClippedLamb.self, LARC.self, NormalizedTensor.self, NormalizedWhole.self,
  ClippedMomentum.self, NovoGrad.self, StableAdam.self, Fromage.self)
