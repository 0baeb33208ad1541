import Descent

// Averages of the path, as the point that is evaluated or as the point that moves.

struct AveragedDescent: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1

  static let card = Card(
    name: "averaged_descent", summary: "gradient descent, evaluated at the mean of its path",
    formula: "xₜ = xₜ₋₁ − η gₜ        aₜ = aₜ₋₁ + (xₜ − aₜ₋₁)/t", source: "Polyak and Juditsky 1992"
  )

  struct Constants {
    let rate, share: Double
  }

  var slots: [StateSlot] { ["average"] }
  var counters: [StateSlot] { ["steps"] }
  var hasEvaluationPoint: Bool { true }

  func constants(rate: Double, counters: inout Counters) -> Constants {
    counters[0] += 1
    return Constants(rate: rate, share: 1 / counters[0])
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    x -= T(c.rate) * g
    s[0] += T(c.share) * (x - s[0])
  }

  func evaluationPoint<T: KernelScalar>(_ x: T, state s: Slots<T>, counters: Counters) -> T {
    counters[0] > 0 ? s[0] : x
  }
}

struct SmoothedDescent: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("decay of the average", in: 0..<1) var decay = 0.9

  static let card = Card(
    name: "smoothed_descent", summary: "the running mean of a descending point is what moves",
    formula: "zₜ = zₜ₋₁ − η gₜ        xₜ = d xₜ₋₁ + (1 − d) zₜ        z₀ = x₀", source: "elementary"
  )

  struct Constants {
    let rate: Double
    let isFirst: Bool
  }

  var slots: [StateSlot] { ["fast"] }
  var counters: [StateSlot] { ["steps"] }

  func constants(rate: Double, counters: inout Counters) -> Constants {
    counters[0] += 1
    return Constants(rate: rate, isFirst: counters[0] == 1)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    if c.isFirst { s[0] = x }
    s[0] -= T(c.rate) * g
    x = T(decay) * x + T(1 - decay) * s[0]
  }
}

struct PrimalAveraging: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1

  static let card = Card(
    name: "primal_averaging", summary: "gradients at the mean of the path, which is what moves",
    formula: "zₜ = zₜ₋₁ − η ∇f(xₜ₋₁)        xₜ = (1 − 1/(t + 1)) xₜ₋₁ + zₜ/(t + 1)",
    source: "Tao et al. 2018")

  struct Constants {
    let rate, share: Double
    let isFirst: Bool
  }

  var slots: [StateSlot] { ["descended"] }
  var counters: [StateSlot] { ["steps"] }

  func constants(rate: Double, counters: inout Counters) -> Constants {
    counters[0] += 1
    return Constants(rate: rate, share: 1 / (counters[0] + 1), isFirst: counters[0] == 1)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    if c.isFirst { s[0] = x }
    s[0] -= T(c.rate) * g
    x += T(c.share) * (s[0] - x)
  }
}

struct TorchASGD: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("decay λ of weights and rate", in: 0...) var lambd = 0.01
  @Hyperparameter("power α of the rate", in: 0...) var alpha = 0.75
  @Hyperparameter("step t₀ from which points are averaged", in: 0...) var t0 = 2.0

  static let card = Card(
    name: "torch_asgd", summary: "averaged gradient descent with a decaying rate",
    formula: """
      ηₜ = η/(1 + λ η (t − 1))^α        xₜ = (1 − λ ηₜ) xₜ₋₁ − ηₜ gₜ
      aₜ = aₜ₋₁ + (xₜ − aₜ₋₁)/max(1, t − t₀)
      """,
    source: "Polyak and Juditsky 1992; torch.optim.ASGD")

  struct Constants {
    let rate, share: Double
  }

  var slots: [StateSlot] { ["average"] }
  var counters: [StateSlot] { ["steps"] }
  var hasEvaluationPoint: Bool { true }

  func constants(rate: Double, counters: inout Counters) -> Constants {
    let falling = rate / Double.pow(1 + lambd * rate * counters[0], alpha)
    counters[0] += 1
    return Constants(rate: falling, share: 1 / max(1, counters[0] - t0))
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    x = T(1 - lambd * c.rate) * x - T(c.rate) * g
    s[0] = c.share == 1 ? x : s[0] + T(c.share) * (x - s[0])
  }

  func evaluationPoint<T: KernelScalar>(_ x: T, state s: Slots<T>, counters: Counters) -> T {
    counters[0] > 0 ? s[0] : x
  }
}

struct PolynomialAverage: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("γ: how much more late points count", in: 0...) var gamma = 8.0

  static let card = Card(
    name: "polynomial_average", summary: "gradient descent, evaluated at a mean of late points",
    formula: "xₜ = xₜ₋₁ − η gₜ        aₜ = aₜ₋₁ + (1 + γ)/(t + γ) (xₜ − aₜ₋₁)",
    source: "Shamir and Zhang 2013")

  struct Constants {
    let rate, share: Double
  }

  var slots: [StateSlot] { ["average"] }
  var counters: [StateSlot] { ["steps"] }
  var hasEvaluationPoint: Bool { true }

  func constants(rate: Double, counters: inout Counters) -> Constants {
    counters[0] += 1
    return Constants(rate: rate, share: (1 + gamma) / (counters[0] + gamma))
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    x -= T(c.rate) * g
    s[0] = c.share == 1 ? x : s[0] + T(c.share) * (x - s[0])
  }

  func evaluationPoint<T: KernelScalar>(_ x: T, state s: Slots<T>, counters: Counters) -> T {
    counters[0] > 0 ? s[0] : x
  }
}

struct ScheduleFreeAdam: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("part β₁ of the average in y", in: 0...1) var beta1 = 0.9
  @Hyperparameter("decay β₂", in: 0..<1) var beta2 = 0.99
  @Hyperparameter("ε", in: 0...) var epsilon = 1e-8

  static let card = Card(
    name: "schedule_free_adam", summary: "RMS-normalised descent with an average for a schedule",
    formula: """
      v ← β₂ v + (1 − β₂) g²        z ← z − η g/(√(v/(1 − β₂ᵗ)) + ε)
      a ← a + η²/Σ η² (z − a)        x = β₁ a + (1 − β₁) z
      """,
    source: "Defazio et al. 2024")

  struct Constants {
    let rate, root, share: Double
    let isFirst: Bool
  }

  var slots: [StateSlot] { ["z", "average", "v"] }
  var counters: [StateSlot] {
    ["steps", "weight_sum", StateSlot("beta2_power", initial: 1)]
  }
  var hasEvaluationPoint: Bool { true }

  func constants(rate: Double, counters: inout Counters) -> Constants {
    counters[0] += 1
    counters[1] += rate * rate
    counters[2] *= beta2
    return Constants(
      rate: rate, root: 1 / sqrt(1 - counters[2]),
      share: counters[1] > 0 ? rate * rate / counters[1] : 0, isFirst: counters[0] == 1)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    if c.isFirst { (s[0], s[1]) = (x, x) }
    s[2] = T(beta2) * s[2] + T(1 - beta2) * g * g
    s[0] -= T(c.rate) * quotient(g, sqrt(s[2]) * T(c.root) + T(epsilon))
    s[1] = c.share == 1 ? s[0] : s[1] + T(c.share) * (s[0] - s[1])
    x = T(beta1) * s[1] + T(1 - beta1) * s[0]
  }

  func evaluationPoint<T: KernelScalar>(_ x: T, state s: Slots<T>, counters: Counters) -> T {
    counters[0] > 0 ? s[1] : x
  }
}

let plugin = Plugin(
  AveragedDescent.self, SmoothedDescent.self, PrimalAveraging.self, TorchASGD.self,
  PolynomialAverage.self, ScheduleFreeAdam.self)
