import Descent

// Adam in common forms, and rules derived from it.

/// The state and constants of rules with two moments.
protocol TwoMoments: CoordinatewiseOptimizer where Constants == Corrections {
  var beta1: Double { get }
  var beta2: Double { get }
  var epsilon: Double { get }
}

struct Corrections {
  let rate, first, second, step: Double
}

extension TwoMoments {
  var slots: [StateSlot] { ["m", "v"] }
  var counters: [StateSlot] { ["step"] }

  func constants(rate: Double, counters: inout Counters) -> Corrections {
    counters[0] += 1
    return Corrections(
      rate: rate, first: 1 - Double.pow(beta1, counters[0]),
      second: 1 - Double.pow(beta2, counters[0]), step: counters[0])
  }
}

struct PrintedAdam: TwoMoments {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("decay β₁", in: 0..<1) var beta1 = 0.9
  @Hyperparameter("decay β₂", in: 0..<1) var beta2 = 0.999
  @Hyperparameter("ε", in: 0...) var epsilon = 1e-8
  @Hyperparameter("coupled weight decay λ", in: 0...) var weightDecay = 0.0
  @Hyperparameter("ascend") var maximize = false

  static let card = Card(
    name: "printed_adam", summary: "Adam line by line",
    formula: "m̂ = m/(1 − β₁ᵗ)        v̂ = v/(1 − β₂ᵗ)        x ← x − η m̂/(√v̂ + ε)",
    source: "Kingma and Ba 2015, Algorithm 1")

  func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ c: Corrections
  ) {
    let g = (maximize ? -gradient : gradient) + T(weightDecay) * x
    s[0] = T(beta1) * s[0] + T(1 - beta1) * g
    s[1] = T(beta2) * s[1] + T(1 - beta2) * (g * g)
    let (m, v) = (s[0] / T(c.first), s[1] / T(c.second))
    x -= T(c.rate) * quotient(m, sqrt(v) + T(epsilon))
  }
}

struct LerpAdam: TwoMoments {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("decay β₁", in: 0..<1) var beta1 = 0.9
  @Hyperparameter("decay β₂", in: 0..<1) var beta2 = 0.999
  @Hyperparameter("ε", in: 0...) var epsilon = 1e-8

  static let card = Card(
    name: "lerp_adam", summary: "Adam by differences",
    formula: "m ← m + (1 − β₁)(g − m)        v ← v + (1 − β₂)(g² − v)        Adam's step",
    source: "Kingma and Ba 2015, Algorithm 1")

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Corrections
  ) {
    s[0] += T(1 - beta1) * (g - s[0])
    s[1] += T(1 - beta2) * (g * g - s[1])
    x -= T(c.rate / c.first) * quotient(s[0], sqrt(s[1]) / T(sqrt(c.second)) + T(epsilon))
  }
}

struct EfficientAdam: TwoMoments {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("decay β₁", in: 0..<1) var beta1 = 0.9
  @Hyperparameter("decay β₂", in: 0..<1) var beta2 = 0.999
  @Hyperparameter("ε̂", in: 0...) var epsilon = 1e-8

  static let card = Card(
    name: "efficient_adam", summary: "Adam as its paper speeds it up: another ε",
    formula: "ηₜ = η √(1 − β₂ᵗ)/(1 − β₁ᵗ)        x ← x − ηₜ m/(√v + ε̂)",
    source: "Kingma and Ba 2015, section 2")

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Corrections
  ) {
    s[0] = T(beta1) * s[0] + T(1 - beta1) * g
    s[1] = T(beta2) * s[1] + T(1 - beta2) * g * g
    x -= T(c.rate * sqrt(c.second) / c.first) * quotient(s[0], sqrt(s[1]) + T(epsilon))
  }
}

struct EpsilonInside: TwoMoments {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("decay β₁", in: 0..<1) var beta1 = 0.9
  @Hyperparameter("decay β₂", in: 0..<1) var beta2 = 0.999
  @Hyperparameter("ε, under the root", in: 0...) var epsilon = 1e-8

  static let card = Card(
    name: "epsilon_inside", summary: "Adam with ε under the root",
    formula: "x ← x − η m̂/√(v̂ + ε)", source: "Kingma and Ba 2015, first version")

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Corrections
  ) {
    s[0] = T(beta1) * s[0] + T(1 - beta1) * g
    s[1] = T(beta2) * s[1] + T(1 - beta2) * g * g
    x -= T(c.rate / c.first) * quotient(s[0], sqrt(s[1] * T(1 / c.second) + T(epsilon)))
  }
}

struct MovingDecays: TwoMoments {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("decay β₁", in: 0..<1) var beta1 = 0.9
  @Hyperparameter("decay β₂", in: 0..<1) var beta2 = 0.999
  @Hyperparameter("ε", in: 0...) var epsilon = 1e-8

  static let card = Card(
    name: "moving_decays", summary: "Adam whose moments are means at every step",
    formula: "m̂ₜ = β₁(1 − β₁ᵗ⁻¹)/(1 − β₁ᵗ) m̂ₜ₋₁ + (1 − β₁)/(1 − β₁ᵗ) gₜ, v̂ alike: Adam",
    source: "Shazeer and Stern 2018, section 7.1")

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Corrections
  ) {
    let (a, b) = (T((1 - beta1) / c.first), T((1 - beta2) / c.second))
    s[0] = (1 - a) * s[0] + a * g
    s[1] = (1 - b) * s[1] + b * g * g
    x -= T(c.rate) * quotient(s[0], sqrt(s[1]) + T(epsilon))
  }
}

struct FoldedAdam: TwoMoments {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("decay β₁", in: 0..<1) var beta1 = 0.9
  @Hyperparameter("decay β₂", in: 0..<1) var beta2 = 0.999
  @Hyperparameter("ε", above: 0) var epsilon = 1e-8
  @Hyperparameter("weight decay λ", in: 0...) var weightDecay = 0.01

  static let card = Card(
    name: "folded_adam", summary: "AdamW with one factor for decay, and a reciprocal",
    formula: "x ← (1 − η λ) x − η m̂ · 1/(√v̂ + ε)", source: "Loshchilov and Hutter 2019")

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Corrections
  ) {
    s[0] = T(1 - beta1) * g + T(beta1) * s[0]
    s[1] = T(1 - beta2) * g * g + T(beta2) * s[1]
    let inverse = 1 / (sqrt(s[1] / T(c.second)) + T(epsilon))
    x = T(1 - c.rate * weightDecay) * x - T(c.rate) * (s[0] / T(c.first)) * inverse
  }
}

struct SummedDecay: TwoMoments {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("decay β₁", in: 0..<1) var beta1 = 0.9
  @Hyperparameter("decay β₂", in: 0..<1) var beta2 = 0.999
  @Hyperparameter("ε", in: 0...) var epsilon = 1e-8
  @Hyperparameter("weight decay λ", in: 0...) var weightDecay = 0.01

  static let card = Card(
    name: "summed_decay", summary: "AdamW, its step and its decay in one sum",
    formula: "x ← x − η (m̂/(√v̂ + ε) + λ x)", source: "Loshchilov and Hutter 2019")

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Corrections
  ) {
    s[0] = T(beta1) * s[0] + T(1 - beta1) * g
    s[1] = T(beta2) * s[1] + T(1 - beta2) * g * g
    let step = quotient(s[0] / T(c.first), sqrt(s[1] / T(c.second)) + T(epsilon))
    x -= T(c.rate) * (step + T(weightDecay) * x)
  }
}

struct CorrectedMaximum: TwoMoments {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("decay β₁", in: 0..<1) var beta1 = 0.9
  @Hyperparameter("decay β₂", in: 0..<1) var beta2 = 0.999
  @Hyperparameter("ε", in: 0...) var epsilon = 1e-8
  @Hyperparameter("divide by the largest") var amsgrad = true

  static let card = Card(
    name: "corrected_maximum", summary: "AMSGrad, its maximum taken of corrected moments",
    formula: "v̂ ← max(v̂, v/(1 − β₂ᵗ))        x ← x − η m/(1 − β₁ᵗ)/(√v̂ + ε)",
    source: "Reddi, Kale and Kumar 2018; optax")

  var slots: [StateSlot] { ["m", "v", "largest"] }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Corrections
  ) {
    s[0] = T(beta1) * s[0] + T(1 - beta1) * g
    s[1] = T(beta2) * s[1] + T(1 - beta2) * g * g
    let v = s[1] / T(c.second)
    s[2] = max(s[2], v)
    x -= T(c.rate / c.first) * quotient(s[0], sqrt(amsgrad ? s[2] : v) + T(epsilon))
  }
}

struct AdaBelief: TwoMoments {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("decay β₁", in: 0..<1) var beta1 = 0.9
  @Hyperparameter("decay β₂", in: 0..<1) var beta2 = 0.999
  @Hyperparameter("ε", in: 0...) var epsilon = 1e-8

  static let card = Card(
    name: "adabelief", summary: "Adam over the gradient's distance from its mean",
    formula: "s ← β₂ s + (1 − β₂)(g − m)² + ε        x ← x − η m̂/(√ŝ + ε)",
    source: "Zhuang et al. 2020, Algorithm 2")

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Corrections
  ) {
    s[0] = T(beta1) * s[0] + T(1 - beta1) * g
    s[1] = T(beta2) * s[1] + T(1 - beta2) * (g - s[0]) * (g - s[0]) + T(epsilon)
    x -= T(c.rate / c.first) * quotient(s[0], sqrt(s[1] / T(c.second)) + T(epsilon))
  }
}

struct AdaMax: TwoMoments {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("decay β₁", in: 0..<1) var beta1 = 0.9
  @Hyperparameter("decay β₂", in: 0..<1) var beta2 = 0.999
  @Hyperparameter("ε", in: 0...) var epsilon = 1e-8

  static let card = Card(
    name: "adamax", summary: "Adam by the largest gradient",
    formula: "u ← max(β₂ u, |g| + ε)        x ← x − η m/((1 − β₁ᵗ) u)",
    source: "Kingma and Ba 2015, Algorithm 2; torch.optim.Adamax")

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Corrections
  ) {
    s[0] += T(1 - beta1) * (g - s[0])
    let (before, now) = (T(beta2) * s[1], abs(g) + T(epsilon))
    // Written so that NaN is kept.
    s[1] = now < before ? before : now
    x -= T(c.rate / c.first) * quotient(s[0], s[1])
  }
}

struct Yogi: TwoMoments {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("decay β₁", in: 0..<1) var beta1 = 0.9
  @Hyperparameter("decay β₂", in: 0..<1) var beta2 = 0.999
  @Hyperparameter("ε", in: 0...) var epsilon = 1e-3

  static let card = Card(
    name: "yogi", summary: "Adam whose second moment changes by what the square is",
    formula: "v ← v − (1 − β₂) sign(v − g²) g²        x ← x − η m/(√v + ε)",
    source: "Zaheer et al. 2018, Algorithm 2")

  var counters: [StateSlot] { [] }

  func constants(rate: Double, counters: inout Counters) -> Corrections {
    Corrections(rate: rate, first: 1, second: 1, step: 0)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Corrections
  ) {
    let square = g * g
    s[0] = T(beta1) * s[0] + T(1 - beta1) * g
    s[1] -= T(1 - beta2) * (s[1] > square ? square : s[1] < square ? -square : s[1] - square)
    x -= T(c.rate) * quotient(s[0], sqrt(s[1]) + T(epsilon))
  }
}

struct AdaBound: TwoMoments {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("decay β₁", in: 0..<1) var beta1 = 0.9
  @Hyperparameter("decay β₂", in: 0..<1) var beta2 = 0.999
  @Hyperparameter("ε", in: 0...) var epsilon = 1e-8
  @Hyperparameter("rate of gradient descent at last", above: 0) var finalRate = 0.1
  @Hyperparameter("speed γ of the bounds", above: 0) var gamma = 0.001

  static let card = Card(
    name: "adabound", summary: "Adam between bounds that close",
    formula: "x ← x − clip(ηₜ/(√v + ε), r (1 − 1/(γ t + 1)), r (1 + 1/(γ t))) m, r = r∞ η/lr",
    source: "Luo et al. 2019, Algorithm 2")

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Corrections
  ) {
    s[0] = T(beta1) * s[0] + T(1 - beta1) * g
    s[1] = T(beta2) * s[1] + T(1 - beta2) * g * g
    let last = learningRate > 0 ? finalRate * (c.rate / learningRate) : c.rate
    let low = T(last * (1 - 1 / (gamma * c.step + 1)))
    let high = T(last * (1 + 1 / (gamma * c.step)))
    let size = T(c.rate * sqrt(c.second) / c.first) / (sqrt(s[1]) + T(epsilon))
    x -= (size < low ? low : size > high ? high : size) * s[0]
  }
}

struct Padam: TwoMoments {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("decay β₁", in: 0..<1) var beta1 = 0.9
  @Hyperparameter("decay β₂", in: 0..<1) var beta2 = 0.999
  @Hyperparameter("ε", above: 0) var epsilon = 1e-8
  @Hyperparameter("power p", in: 0...0.5) var partial = 0.125

  static let card = Card(
    name: "padam", summary: "Adam with a smaller power of the second moment",
    formula: "v̂ ← max(v̂, v)        x ← x − η m/(v̂ + ε)ᵖ", source: "Chen et al. 2020")

  var slots: [StateSlot] { ["m", "v", "largest"] }

  var counters: [StateSlot] { [] }

  func constants(rate: Double, counters: inout Counters) -> Corrections {
    Corrections(rate: rate, first: 1, second: 1, step: 0)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Corrections
  ) {
    s[0] = T(beta1) * s[0] + T(1 - beta1) * g
    s[1] = T(beta2) * s[1] + T(1 - beta2) * g * g
    s[2] = max(s[2], s[1])
    x -= T(c.rate) * (s[0] / T.pow(s[2] + T(epsilon), T(partial)))
  }
}

struct DiffGrad: TwoMoments {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("decay β₁", in: 0..<1) var beta1 = 0.9
  @Hyperparameter("decay β₂", in: 0..<1) var beta2 = 0.999
  @Hyperparameter("ε", in: 0...) var epsilon = 1e-8

  static let card = Card(
    name: "diffgrad", summary: "Adam that slows down where the gradient stays",
    formula: "x ← x − η ξ m̂/(√v̂ + ε)        ξ = 1/(1 + exp(−|gₜ₋₁ − gₜ|))        g₀ = 0",
    source: "Dubey et al. 2020")

  var slots: [StateSlot] { ["m", "v", "last"] }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Corrections
  ) {
    s[0] = T(beta1) * s[0] + T(1 - beta1) * g
    s[1] = T(beta2) * s[1] + T(1 - beta2) * g * g
    let friction = 1 / (1 + T.exp(-abs(s[2] - g)))
    s[2] = g
    x -=
      T(c.rate / c.first) * friction
      * quotient(s[0], sqrt(s[1] / T(c.second)) + T(epsilon))
  }
}

struct LaProp: TwoMoments {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("decay β₁", in: 0..<1) var beta1 = 0.9
  @Hyperparameter("decay β₂", in: 0..<1) var beta2 = 0.999
  @Hyperparameter("ε", in: 0...) var epsilon = 1e-15

  static let card = Card(
    name: "laprop", summary: "momentum of normalised gradients",
    formula: "v ← β₂ v + (1 − β₂) g²    m ← β₁ m + (1 − β₁) g/(√v̂ + ε)    x ← x − η m̂",
    source: "Ziyin, Wang and Ueda 2020")

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Corrections
  ) {
    s[1] = T(beta2) * s[1] + T(1 - beta2) * g * g
    let normal = quotient(g, sqrt(s[1] / T(c.second)) + T(epsilon))
    s[0] = T(beta1) * s[0] + T(1 - beta1) * normal
    x -= T(c.rate) * s[0] / T(c.first)
  }
}

struct VarianceAdapted: TwoMoments {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("decay β₁", in: 0..<1) var beta1 = 0.9
  @Hyperparameter("decay β₂, of squares", in: 0..<1) var beta2 = 0.9
  @Hyperparameter("ε", above: 0) var epsilon = 1e-8

  static let card = Card(
    name: "variance_adapted", summary: "momentum times its signal-to-noise ratio",
    formula: "x ← x − η m̂ · m̂²/(m̂² + max(0, v̂ − m̂²) + ε)", source: "Balles and Hennig 2018")

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Corrections
  ) {
    s[0] = T(beta1) * s[0] + T(1 - beta1) * g
    s[1] = T(beta2) * s[1] + T(1 - beta2) * g * g
    let m = s[0] / T(c.first)
    let spread = s[1] / T(c.second) - m * m
    let noise = spread > 0 ? spread : 0
    x -= T(c.rate) * (m * (m * m / (m * m + noise + T(epsilon))))
  }
}

struct QHAdam: TwoMoments {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("decay β₁", in: 0..<1) var beta1 = 0.95
  @Hyperparameter("decay β₂", in: 0..<1) var beta2 = 0.998
  @Hyperparameter("part ν₁ of the mean", in: 0...1) var nu1 = 0.7
  @Hyperparameter("part ν₂ of the mean of squares", in: 0...1) var nu2 = 0.9
  @Hyperparameter("ε", in: 0...) var epsilon = 1e-8

  static let card = Card(
    name: "qhadam", summary: "Adam between gradients and their means",
    formula: "x ← x − η ((1 − ν₁) g + ν₁ m̂)/(√((1 − ν₂) g² + ν₂ v̂) + ε)",
    source: "Ma and Yarats 2019")

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Corrections
  ) {
    s[0] = T(beta1) * s[0] + T(1 - beta1) * g
    s[1] = T(beta2) * s[1] + T(1 - beta2) * g * g
    let m = T(1 - nu1) * g + T(nu1) * (s[0] / T(c.first))
    let v = T(1 - nu2) * g * g + T(nu2) * (s[1] / T(c.second))
    x -= T(c.rate) * quotient(m, sqrt(v) + T(epsilon))
  }
}

struct Adan: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("decay β₁", in: 0..<1) var beta1 = 0.98
  @Hyperparameter("decay β₂ of the differences", in: 0..<1) var beta2 = 0.92
  @Hyperparameter("decay β₃ of the squares", in: 0..<1) var beta3 = 0.99
  @Hyperparameter("ε", in: 0...) var epsilon = 1e-8
  @Hyperparameter("weight decay λ", in: 0...) var weightDecay = 0.02

  static let card = Card(
    name: "adan", summary: "Nesterov's momentum by differences of gradients",
    formula: """
      d = gₜ − gₜ₋₁ (d₁ = 0)    m ← β₁m + (1 − β₁)g    v ← β₂v + (1 − β₂)d
      n ← β₃n + (1 − β₃)(g + β₂d)²    x ← (x − η (m̂ + β₂v̂)/(√n̂ + ε))/(1 + ηλ)
      """, source: "Xie et al. 2024, Algorithm 1")

  struct Constants {
    let rate, first, second, third: Double
    let isFirst: Bool
  }

  var slots: [StateSlot] { ["m", "v", "n", "last"] }
  var counters: [StateSlot] { ["step"] }

  func constants(rate: Double, counters: inout Counters) -> Constants {
    counters[0] += 1
    let t = counters[0]
    return Constants(
      rate: rate, first: 1 - Double.pow(beta1, t), second: 1 - Double.pow(beta2, t),
      third: 1 - Double.pow(beta3, t), isFirst: t == 1)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    let d = c.isFirst ? 0 : g - s[3]
    let ahead = g + T(beta2) * d
    s[0] = T(beta1) * s[0] + T(1 - beta1) * g
    s[1] = T(beta2) * s[1] + T(1 - beta2) * d
    s[2] = T(beta3) * s[2] + T(1 - beta3) * ahead * ahead
    s[3] = g
    let move = s[0] / T(c.first) + T(beta2) * (s[1] / T(c.second))
    x =
      (x - T(c.rate) * quotient(move, sqrt(s[2] / T(c.third)) + T(epsilon)))
      / T(1 + c.rate * weightDecay)
  }
}

struct TwoMemories: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("decay β₁", in: 0..<1) var beta1 = 0.9
  @Hyperparameter("decay β₂", in: 0..<1) var beta2 = 0.999
  @Hyperparameter("decay β₃ of the long memory", in: 0..<1) var beta3 = 0.9999
  @Hyperparameter("weight α of the long memory", in: 0...) var alpha = 5.0
  @Hyperparameter("ε", in: 0...) var epsilon = 1e-8

  static let card = Card(
    name: "two_memories", summary: "Adam with a second, long mean of the gradients",
    formula: "x ← x − η (m̂ + α l)/(√v̂ + ε)        l ← β₃ l + (1 − β₃) g",
    source: "Pagliardini, Ablin and Grangier 2025")

  struct Constants {
    let rate, first, root: Double
  }

  var slots: [StateSlot] { ["m", "v", "long"] }
  var counters: [StateSlot] { [StateSlot("b1", initial: 1), StateSlot("b2", initial: 1)] }

  func constants(rate: Double, counters: inout Counters) -> Constants {
    counters[0] *= beta1
    counters[1] *= beta2
    return Constants(rate: rate, first: 1 / (1 - counters[0]), root: 1 / sqrt(1 - counters[1]))
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    s[0] = T(beta1) * s[0] + T(1 - beta1) * g
    s[1] = T(beta2) * s[1] + T(1 - beta2) * g * g
    s[2] = T(beta3) * s[2] + T(1 - beta3) * g
    let move = T(c.first) * s[0] + T(alpha) * s[2]
    x -= T(c.rate) * quotient(move, sqrt(s[1]) * T(c.root) + T(epsilon))
  }
}

struct CautiousAdam: TwoMoments {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("decay β₁", in: 0..<1) var beta1 = 0.9
  @Hyperparameter("decay β₂", in: 0..<1) var beta2 = 0.999
  @Hyperparameter("ε", in: 0...) var epsilon = 1e-8

  static let card = Card(
    name: "cautious_adam", summary: "Adam that leaves out what goes uphill",
    formula: "x ← x − [m g > 0] η m̂/(√v̂ + ε)", source: "Liang et al. 2024, without the rescaling")

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Corrections
  ) {
    s[0] = T(beta1) * s[0] + T(1 - beta1) * g
    s[1] = T(beta2) * s[1] + T(1 - beta2) * g * g
    let isUphill = (s[0] > 0 && g <= 0) || (s[0] < 0 && g >= 0)
    let step = quotient(s[0] / T(c.first), sqrt(s[1] / T(c.second)) + T(epsilon))
    x -= T(c.rate) * (isUphill ? 0 : step)
  }
}

struct ShiftedAdam: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("decay β₂", in: 0..<1) var beta2 = 0.99
  @Hyperparameter("ε", in: 0...) var epsilon = 1e-8

  static let card = Card(
    name: "shifted_adam", summary: "gradients divided by the mean square of those before",
    formula: "x ← x − η gₜ/(√v̂ₜ₋₁ + ε), none at first        v ← β₂ v + (1 − β₂) g²",
    source: "Zhou et al. 2019, with a shift of 1")

  struct Constants {
    let rate, correction: Double
  }

  var slots: [StateSlot] { ["v"] }
  var counters: [StateSlot] { ["steps"] }

  func constants(rate: Double, counters: inout Counters) -> Constants {
    let t = counters[0]
    counters[0] += 1
    return Constants(rate: t == 0 ? 0 : rate, correction: t == 0 ? 1 : 1 - Double.pow(beta2, t))
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    x -= T(c.rate) * quotient(g, sqrt(s[0] / T(c.correction)) + T(epsilon))
    s[0] = T(beta2) * s[0] + T(1 - beta2) * g * g
  }
}

struct LoopAdam: GradientOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("decay β₁", in: 0..<1) var beta1 = 0.9
  @Hyperparameter("decay β₂", in: 0..<1) var beta2 = 0.999
  @Hyperparameter("ε", in: 0...) var epsilon = 1e-8
  @Hyperparameter("weight decay λ", in: 0...) var weightDecay = 0.0

  static let card = Card(
    name: "loop_adam", summary: "AdamW by loops over each tensor",
    formula: "x ← (1 − η λ) x        x ← x − η m̂/(√v̂ + ε)", source: "Loshchilov and Hutter 2019")

  func slots(for tensor: Layout.Tensor) -> [TensorSlot] { ["m", "v"] }
  func counters(for tensor: Layout.Tensor) -> [StateSlot] { ["t"] }

  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    s.counters[0] += 1
    let (m, v) = (s["m"], s["v"])
    let first = 1 - Double.pow(beta1, s.counters[0])
    let second = 1 - Double.pow(beta2, s.counters[0])
    for i in 0..<s.count { s.x[i] *= T(1 - s.rate * weightDecay) }
    for i in 0..<s.count { m[i] = T(beta1) * m[i] + T(1 - beta1) * s.gradient[i] }
    for i in 0..<s.count {
      v[i] = T(beta2) * v[i] + T(1 - beta2) * s.gradient[i] * s.gradient[i]
    }
    for i in 0..<s.count {
      s.x[i] -= T(s.rate / first) * quotient(m[i], sqrt(v[i] / T(second)) + T(epsilon))
    }
  }
}

struct SophiaLike: TwoMoments {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("decay β₁", in: 0..<1) var beta1 = 0.96
  @Hyperparameter("decay β₂ of the curvature", in: 0..<1) var beta2 = 0.99
  @Hyperparameter("ε", above: 0) var epsilon = 1e-12
  @Hyperparameter("γ before the curvature", in: 0...) var gamma = 0.05

  static let card = Card(
    name: "sophia_like", summary: "momentum over squares of gradients, clipped",
    formula: "x ← x − η clip(m/max(γ h, ε), 1)        h ← β₂ h + (1 − β₂) g²",
    source: "Liu et al. 2024, with the squares of gradients")

  var counters: [StateSlot] { [] }

  func constants(rate: Double, counters: inout Counters) -> Corrections {
    Corrections(rate: rate, first: 1, second: 1, step: 0)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Corrections
  ) {
    s[0] = T(beta1) * s[0] + T(1 - beta1) * g
    s[1] = T(beta2) * s[1] + T(1 - beta2) * g * g
    let ratio = s[0] / max(T(gamma) * s[1], T(epsilon))
    x -= T(c.rate) * (ratio > 1 ? 1 : ratio < -1 ? -1 : ratio)
  }
}

let plugin = Plugin(
  PrintedAdam.self, LerpAdam.self, EfficientAdam.self, EpsilonInside.self, MovingDecays.self,
  FoldedAdam.self, SummedDecay.self, CorrectedMaximum.self, AdaBelief.self, AdaMax.self,
  Yogi.self, AdaBound.self, Padam.self, DiffGrad.self, LaProp.self, VarianceAdapted.self,
  QHAdam.self, Adan.self, TwoMemories.self, CautiousAdam.self, ShiftedAdam.self, LoopAdam.self,
  SophiaLike.self)
