import Descent

// Heavy balls, Nesterov's method and their relatives, each as another book writes it.

struct RateInside: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("momentum μ", in: 0..<1) var momentum = 0.9

  static let card = Card(
    name: "rate_inside", summary: "heavy ball whose velocity is a displacement",
    formula: "vₜ = μ vₜ₋₁ − η gₜ        xₜ = xₜ₋₁ + vₜ", source: "Qian 1999")

  var slots: [StateSlot] { ["velocity"] }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) {
    s[0] = T(momentum) * s[0] - T(rate) * g
    x += s[0]
  }
}

struct TwoPoints: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("momentum μ", in: 0..<1) var momentum = 0.9

  static let card = Card(
    name: "two_points", summary: "heavy ball by the last two points",
    formula: "xₜ = xₜ₋₁ − η gₜ + μ (xₜ₋₁ − xₜ₋₂)        x₋₁ = x₀", source: "Polyak 1964")

  struct Constants {
    let rate: Double
    let isFirst: Bool
  }

  var slots: [StateSlot] { ["before"] }
  var counters: [StateSlot] { ["steps"] }

  func constants(rate: Double, counters: inout Counters) -> Constants {
    counters[0] += 1
    return Constants(rate: rate, isFirst: counters[0] == 1)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    let before = c.isFirst ? x : s[0]
    s[0] = x
    x = x - T(c.rate) * g + T(momentum) * (x - before)
  }
}

struct MeanMomentum: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("decay β", in: 0..<1) var beta = 0.9
  @Hyperparameter("divide by 1 − βᵗ") var corrects = false

  static let card = Card(
    name: "mean_momentum", summary: "the running mean of the gradients",
    formula: "mₜ = mₜ₋₁ + (1 − β)(gₜ − mₜ₋₁)        xₜ = xₜ₋₁ − η mₜ [/(1 − βᵗ)]",
    source: "elementary")

  var slots: [StateSlot] { ["mean"] }
  var counters: [StateSlot] { [StateSlot("power", initial: 1)] }

  func constants(rate: Double, counters: inout Counters) -> Double {
    counters[0] *= beta
    return corrects ? rate / (1 - counters[0]) : rate
  }

  func update<T: KernelScalar>(_ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double) {
    s[0] += T(1 - beta) * (g - s[0])
    x -= T(c) * s[0]
  }
}

struct TorchMomentum: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("momentum μ", in: 0..<1) var momentum = 0.9
  @Hyperparameter("dampening", in: 0...1) var dampening = 0.0
  @Hyperparameter("weight decay λ", in: 0...) var weightDecay = 0.0
  @Hyperparameter("Nesterov's form") var nesterov = false
  @Hyperparameter("ascend") var maximize = false

  static let card = Card(
    name: "torch_momentum", summary: "PyTorch's SGD",
    formula: "v ← μ v + (1 − d) g, v₁ = g₁        x ← x − η v, or x − η (g + μ v)",
    source: "torch.optim.SGD")

  struct Constants {
    let rate, share: Double
  }

  var slots: [StateSlot] { ["velocity"] }
  var counters: [StateSlot] { ["steps"] }

  func constants(rate: Double, counters: inout Counters) -> Constants {
    counters[0] += 1
    return Constants(rate: rate, share: counters[0] == 1 ? 1 : 1 - dampening)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ c: Constants
  ) {
    let g = (maximize ? -gradient : gradient) + T(weightDecay) * x
    s[0] = T(momentum) * s[0] + T(c.share) * g
    x -= T(c.rate) * (nesterov ? g + T(momentum) * s[0] : s[0])
  }
}

struct SutskeverNesterov: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("momentum μ", in: 0..<1) var momentum = 0.9

  static let card = Card(
    name: "sutskever_nesterov", summary: "Nesterov's method where the gradient is ahead",
    formula: "vₜ = μ vₜ₋₁ − η gₜ        xₜ = xₜ₋₁ + (1 + μ) vₜ − μ vₜ₋₁",
    source: "Sutskever et al. 2013")

  var slots: [StateSlot] { ["velocity"] }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) {
    let old = s[0]
    s[0] = T(momentum) * old - T(rate) * g
    x += (1 + T(momentum)) * s[0] - T(momentum) * old
  }
}

struct BengioNesterov: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("momentum μ", in: 0..<1) var momentum = 0.9

  static let card = Card(
    name: "bengio_nesterov", summary: "Nesterov's momentum in Bengio's form",
    formula: "xₜ = xₜ₋₁ + μ² vₜ₋₁ − (1 + μ) η gₜ        vₜ = μ vₜ₋₁ − η gₜ",
    source: "Bengio et al. 2013, eq. 7")

  var slots: [StateSlot] { ["velocity"] }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) {
    x = x + T(momentum * momentum) * s[0] - T((1 + momentum) * rate) * g
    s[0] = T(momentum) * s[0] - T(rate) * g
  }
}

struct Extrapolation: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("momentum μ", in: 0..<1) var momentum = 0.9

  static let card = Card(
    name: "extrapolation", summary: "Nesterov's method by two sequences",
    formula: "yₜ = xₜ₋₁ − η gₜ        xₜ = yₜ + μ (yₜ − yₜ₋₁)        y₀ = x₀",
    source: "Nesterov 1983")

  struct Constants {
    let rate: Double
    let isFirst: Bool
  }

  var slots: [StateSlot] { ["descended"] }
  var counters: [StateSlot] { ["steps"] }

  func constants(rate: Double, counters: inout Counters) -> Constants {
    counters[0] += 1
    return Constants(rate: rate, isFirst: counters[0] == 1)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    let old = c.isFirst ? x : s[0]
    s[0] = x - T(c.rate) * g
    x = s[0] + T(momentum) * (s[0] - old)
  }
}

struct FastGradient: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate 1/L", in: 0...) var learningRate = 0.1

  static let card = Card(
    name: "fast_gradient", summary: "Nesterov's method with its own sequence of momenta",
    formula:
      "yₜ = xₜ₋₁ − η gₜ    xₜ = yₜ + (θₜ − 1)/θₜ₊₁ (yₜ − yₜ₋₁)    θₜ₊₁ = (1 + √(1 + 4 θₜ²))/2",
    source: "Nesterov 1983; Beck and Teboulle 2009")

  struct Constants {
    let rate, momentum: Double
    let isFirst: Bool
  }

  var slots: [StateSlot] { ["descended"] }
  var counters: [StateSlot] { ["steps", StateSlot("theta", initial: 1)] }

  func constants(rate: Double, counters: inout Counters) -> Constants {
    counters[0] += 1
    let theta = counters[1]
    counters[1] = (1 + sqrt(1 + 4 * theta * theta)) / 2
    return Constants(
      rate: rate, momentum: (theta - 1) / counters[1], isFirst: counters[0] == 1)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    let old = c.isFirst ? x : s[0]
    s[0] = x - T(c.rate) * g
    x = s[0] + T(c.momentum) * (s[0] - old)
  }
}

struct OptimizedGradient: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate 1/L", in: 0...) var learningRate = 0.1

  static let card = Card(
    name: "optimized_gradient", summary: "the optimized gradient method",
    formula: "yₜ = xₜ₋₁ − η gₜ    xₜ = yₜ + (θₜ−1)/θₜ₊₁ (yₜ − yₜ₋₁) + θₜ/θₜ₊₁ (yₜ − xₜ₋₁)",
    source: "Kim and Fessler 2016")

  struct Constants {
    let rate, momentum, over: Double
    let isFirst: Bool
  }

  var slots: [StateSlot] { ["descended"] }
  var counters: [StateSlot] { ["steps", StateSlot("theta", initial: 1)] }

  func constants(rate: Double, counters: inout Counters) -> Constants {
    counters[0] += 1
    let theta = counters[1]
    let next = (1 + sqrt(1 + 4 * theta * theta)) / 2
    counters[1] = next
    return Constants(
      rate: rate, momentum: (theta - 1) / next, over: theta / next, isFirst: counters[0] == 1)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    let (old, here) = (c.isFirst ? x : s[0], x)
    s[0] = x - T(c.rate) * g
    x = s[0] + T(c.momentum) * (s[0] - old) + T(c.over) * (s[0] - here)
  }
}

struct QuasiHyperbolic: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("decay β", in: 0..<1) var beta = 0.99
  @Hyperparameter("part ν of the momentum", in: 0...1) var nu = 0.7

  static let card = Card(
    name: "quasi_hyperbolic", summary: "a mean of gradient and momentum",
    formula: "m ← β m + (1 − β) g        x ← x − η ((1 − ν) g + ν m)", source: "Ma and Yarats 2019")

  var slots: [StateSlot] { ["m"] }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) {
    s[0] = T(beta) * s[0] + T(1 - beta) * g
    x -= T(rate) * (T(1 - nu) * g + T(nu) * s[0])
  }
}

struct Aggregated: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("base a of 1 − β", in: 0..<1) var base = 0.1

  static let card = Card(
    name: "aggregated", summary: "the mean of three heavy balls",
    formula: "vᵏ ← (1 − aᵏ) vᵏ + g, k = 1, 2        x ← x − η/3 (g + v¹ + v²)",
    source: "Lucas et al. 2019")

  var slots: [StateSlot] { ["v1", "v2"] }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) {
    s[0] = T(1 - base) * s[0] + g
    s[1] = T(1 - base * base) * s[1] + g
    x -= T(rate / 3) * (g + s[0] + s[1])
  }
}

struct CompensatedBall: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("momentum μ", in: 0..<1) var momentum = 0.9

  static let card = Card(
    name: "compensated_ball", summary: "heavy ball whose moves are added without loss",
    formula: "xₜ = xₜ₋₁ − η vₜ, what rounding leaves out goes into the next move",
    source: "Kahan 1965")

  var slots: [StateSlot] { ["velocity", "lost"] }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) {
    s[0] = T(momentum) * s[0] + g
    let move = -T(rate) * s[0] - s[1]
    let next = x + move
    s[1] = (next - x) - move
    x = next
  }
}

struct MergedDecay: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("momentum μ", in: 0..<1) var momentum = 0.9
  @Hyperparameter("weight decay λ", in: 0...) var weightDecay = 0.01

  static let card = Card(
    name: "merged_decay", summary: "heavy ball and decoupled decay by one factor",
    formula: "vₜ = μ vₜ₋₁ + gₜ        xₜ = (1 − η λ) xₜ₋₁ − η vₜ",
    source: "Loshchilov and Hutter 2019")

  struct Constants {
    let rate, kept: Double
  }

  var slots: [StateSlot] { ["velocity"] }

  func constants(rate: Double, counters: inout Counters) -> Constants {
    Constants(rate: rate, kept: 1 - rate * weightDecay)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    s[0] = T(momentum) * s[0] + g
    x = T(c.kept) * x - T(c.rate) * s[0]
  }
}

struct ProportionalIntegral: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("momentum μ", in: 0..<1) var momentum = 0.9
  @Hyperparameter("weight of the change of the gradient", in: 0...) var derivative = 2.0

  static let card = Card(
    name: "proportional_integral", summary: "momentum and the change of the gradient",
    formula: "v ← μ v + g    d ← μ d + (1 − μ)(gₜ − gₜ₋₁)    x ← x − η (v + k d)    g₀ = 0",
    source: "An et al. 2018")

  var slots: [StateSlot] { ["velocity", "change", "last"] }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) {
    s[0] = T(momentum) * s[0] + g
    s[1] = T(momentum) * s[1] + T(1 - momentum) * (g - s[2])
    s[2] = g
    x -= T(rate) * (s[0] + T(derivative) * s[1])
  }
}

struct FallingBeta: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("first momentum μ", in: 0..<1) var momentum = 0.9
  @Hyperparameter("steps N to a momentum of 0", in: 1...) var length = 300

  static let card = Card(
    name: "falling_beta", summary: "momentum that decays to nothing",
    formula: "μₜ = μ r/(1 − μ + μ r), r = max(0, 1 − (t − 1)/N)    v ← μₜ v + g    x ← x − η v",
    source: "Chen et al. 2022")

  struct Constants {
    let rate, momentum: Double
  }

  var slots: [StateSlot] { ["velocity"] }
  var counters: [StateSlot] { ["step"] }

  func constants(rate: Double, counters: inout Counters) -> Constants {
    let rest = max(0, 1 - counters[0] / Double(length))
    counters[0] += 1
    return Constants(rate: rate, momentum: momentum * rest / (1 - momentum + momentum * rest))
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    s[0] = T(c.momentum) * s[0] + g
    x -= T(c.rate) * s[0]
  }
}

struct LoopMomentum: GradientOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("momentum μ", in: 0..<1) var momentum = 0.9
  @Hyperparameter("Nesterov's form") var nesterov = false
  @Hyperparameter("weight decay λ", in: 0...) var weightDecay = 0.0

  static let card = Card(
    name: "loop_momentum", summary: "momentum by a loop over each tensor",
    formula: "v ← μ v + g + λ x        x ← x − η v, or x − η (g + λ x + μ v)",
    source: "Polyak 1964")

  func slots(for tensor: Layout.Tensor) -> [TensorSlot] { ["velocity"] }

  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    let (v, rate) = (s["velocity"], T(s.rate))
    for i in 0..<s.count {
      let g = s.gradient[i] + T(weightDecay) * s.x[i]
      v[i] = v[i] * T(momentum) + g
      s.x[i] = s.x[i] - rate * (nesterov ? g + T(momentum) * v[i] : v[i])
    }
  }
}

struct MinimalDescent: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("weight decay λ", in: 0...) var weightDecay = 0.0

  static let card = Card(
    name: "minimal_descent", summary: "gradient descent with coupled decay",
    formula: "xₜ = xₜ₋₁ + (−η)(gₜ + λ xₜ₋₁)", source: "Cauchy 1847")

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) { x += -T(rate) * (T(weightDecay) * x + g) }
}

struct TripleMomentum: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.05
  @Hyperparameter("convergence ρ", in: 0..<1) var rho = 0.9

  static let card = Card(
    name: "triple_momentum", summary: "the triple momentum method, seen at its query point",
    formula: """
      β = ρ²/(2 − ρ), γ = ρ²/((1 + ρ)(2 − ρ)):  ξₜ = ξₜ₋₁ + β (ξₜ₋₁ − ξₜ₋₂) − (1 + ρ) η gₜ
      xₜ = (1 + γ) ξₜ − γ ξₜ₋₁        ξ₀ = ξ₋₁ = x₀
      """,
    source: "Van Scoy, Freeman and Lynch 2018")

  struct Constants {
    let rate: Double
    let isFirst: Bool
  }

  var slots: [StateSlot] { ["xi", "xi_before"] }
  var counters: [StateSlot] { ["steps"] }

  func constants(rate: Double, counters: inout Counters) -> Constants {
    counters[0] += 1
    return Constants(rate: rate, isFirst: counters[0] == 1)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    if c.isFirst { (s[0], s[1]) = (x, x) }
    let beta = T(rho * rho / (2 - rho))
    let gamma = T(rho * rho / ((1 + rho) * (2 - rho)))
    let next = s[0] + beta * (s[0] - s[1]) - T((1 + rho) * c.rate) * g
    s[1] = s[0]
    s[0] = next
    x = next + gamma * (next - s[1])
  }
}

let plugin = Plugin(
  RateInside.self, TwoPoints.self, MeanMomentum.self, TorchMomentum.self,
  SutskeverNesterov.self, BengioNesterov.self, Extrapolation.self, FastGradient.self,
  OptimizedGradient.self, QuasiHyperbolic.self, Aggregated.self, CompensatedBall.self,
  MergedDecay.self, ProportionalIntegral.self, FallingBeta.self, LoopMomentum.self,
  MinimalDescent.self, TripleMomentum.self)
