import Descent

// Rules that do something every k steps.

struct Triangular: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("lowest rate over the highest", in: 0...1) var low = 0.1
  @Hyperparameter("half a period in steps", in: 1...) var stepSize = 4

  static let card = Card(
    name: "triangular", summary: "gradient descent at a cyclical rate",
    formula: "xₜ = xₜ₋₁ − η (low + (1 − low) (1 − |(t − 1)/k − 2⌊(t − 1)/(2k)⌋ − 1|)) gₜ",
    source: "Smith 2017")

  var counters: [StateSlot] { ["step"] }

  func constants(rate: Double, counters: inout Counters) -> Double {
    let half = Double(stepSize)
    let place = counters[0].truncatingRemainder(dividingBy: 2 * half) / half
    counters[0] += 1
    return rate * (low + (1 - low) * (1 - abs(place - 1)))
  }

  func update<T: KernelScalar>(_ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double) {
    x -= T(c) * g
  }
}

struct RestartedBall: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("momentum μ", in: 0..<1) var momentum = 0.9
  @Hyperparameter("steps between two restarts", in: 1...) var period = 5

  static let card = Card(
    name: "restarted_ball", summary: "heavy ball that is stopped every k steps",
    formula: "vₜ = μ vₜ₋₁ + gₜ, from 0 every k steps        xₜ = xₜ₋₁ − η vₜ",
    source: "O'Donoghue and Candès 2015")

  struct Constants {
    let rate, kept: Double
  }

  var slots: [StateSlot] { ["velocity"] }
  var counters: [StateSlot] { ["since_restart"] }

  func constants(rate: Double, counters: inout Counters) -> Constants {
    let starts = counters[0] == 0
    counters[0] = counters[0] + 1 == Double(period) ? 0 : counters[0] + 1
    return Constants(rate: rate, kept: starts ? 0 : momentum)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    s[0] = T(c.kept) * s[0] + g
    x -= T(c.rate) * s[0]
  }
}

struct Accumulating: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("gradients k a move", in: 1...) var window = 3

  static let card = Card(
    name: "accumulating", summary: "one move for every k gradients",
    formula: "every k steps: x ← x − η mean(gₜ₋ₖ₊₁ … gₜ)", source: "elementary")

  struct Constants {
    let kept, move: Double
  }

  var slots: [StateSlot] { ["sum"] }
  var counters: [StateSlot] { ["place"] }

  func constants(rate: Double, counters: inout Counters) -> Constants {
    let (begins, ends) = (counters[0] == 0, counters[0] + 1 == Double(window))
    counters[0] = ends ? 0 : counters[0] + 1
    return Constants(kept: begins ? 0 : 1, move: ends ? rate / Double(window) : 0)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    s[0] = T(c.kept) * s[0] + g
    x -= T(c.move) * s[0]
  }
}

struct Silver: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate 1/L", in: 0...) var learningRate = 0.1

  static let card = Card(
    name: "silver", summary: "gradient descent at rates of the silver ratio's powers",
    formula: "xₜ = xₜ₋₁ − η (1 + (1 + √2)^(v₂(t) − 1)) gₜ", source: "Altschuler and Parrilo 2023")

  var counters: [StateSlot] { ["step"] }

  func constants(rate: Double, counters: inout Counters) -> Double {
    counters[0] += 1
    let twos = Int(counters[0]).trailingZeroBitCount
    return rate * (1 + Double.pow(1 + sqrt(2.0), Double(twos - 1)))
  }

  func update<T: KernelScalar>(_ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double) {
    x -= T(c) * g
  }
}

struct LookaheadInside: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("steps between two synchronisations", in: 1...) var k = 5
  @Hyperparameter("share α of the fast weights", in: 0...1) var alpha = 0.5

  static let card = Card(
    name: "lookahead_inside", summary: "gradient descent that is pulled back every k steps",
    formula: "x ← x − η g        every k steps: s ← s + α (x − s), x ← s        s₀ = x₀",
    source: "Zhang et al. 2019")

  struct Constants {
    let rate: Double
    let isFirst, synchronises: Bool
  }

  var slots: [StateSlot] { ["slow"] }
  var counters: [StateSlot] { ["step"] }

  func constants(rate: Double, counters: inout Counters) -> Constants {
    counters[0] += 1
    return Constants(
      rate: rate, isFirst: counters[0] == 1,
      synchronises: counters[0].truncatingRemainder(dividingBy: Double(k)) == 0)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    if c.isFirst { s[0] = x }
    x -= T(c.rate) * g
    if c.synchronises {
      s[0] += T(alpha) * (x - s[0])
      x = s[0]
    }
  }
}

struct WarmRestarts: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("momentum μ", in: 0..<1) var momentum = 0.9
  @Hyperparameter("steps T of a period", in: 1...) var period = 10

  static let card = Card(
    name: "warm_restarts", summary: "heavy ball at a cosine that starts again",
    formula: "vₜ = μ vₜ₋₁ + gₜ        xₜ = xₜ₋₁ − η (1 + cos(π ((t − 1) mod T)/T))/2 vₜ",
    source: "Loshchilov and Hutter 2017")

  var slots: [StateSlot] { ["velocity"] }
  var counters: [StateSlot] { ["step"] }

  func constants(rate: Double, counters: inout Counters) -> Double {
    let length = Double(period)
    let place = counters[0].truncatingRemainder(dividingBy: length) / length
    counters[0] += 1
    return rate * (1 + Double.cos(.pi * place)) / 2
  }

  func update<T: KernelScalar>(_ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double) {
    s[0] = T(momentum) * s[0] + g
    x -= T(c) * s[0]
  }
}

struct SeldomDecay: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("weight decay λ, every k steps", in: 0...) var weightDecay = 0.0
  @Hyperparameter("steps k between two decays", in: 1...) var every = 4

  static let card = Card(
    name: "seldom_decay", summary: "gradient descent that decays every k steps",
    formula: "xₜ = xₜ₋₁ − η gₜ − [k divides t] η k λ xₜ₋₁", source: "elementary")

  struct Constants {
    let rate, decay: Double
  }

  var counters: [StateSlot] { ["step"] }

  func constants(rate: Double, counters: inout Counters) -> Constants {
    counters[0] += 1
    let decays = counters[0].truncatingRemainder(dividingBy: Double(every)) == 0
    return Constants(rate: rate, decay: decays ? rate * weightDecay * Double(every) : 0)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) { x -= T(c.rate) * g + T(c.decay) * x }
}

let plugin = Plugin(
  Triangular.self, RestartedBall.self, Accumulating.self, Silver.self, LookaheadInside.self,
  WarmRestarts.self, SeldomDecay.self)
