import Descent

// The last few gradients, as they were.

struct FourMeans: CoordinatewiseOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  static let card = Card(
    name: "four_means", summary: "the mean of the last four gradients",
    formula: "x ← x − η (g + g₋₁ + g₋₂ + g₋₃)/4",
    source: "elementary")

  var slots: [StateSlot] { ["a", "b", "c"] }
  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double
  ) {
    // The mean of the last four gradients.
    x -= T(c) * (g + s[0] + s[1] + s[2]) / 4
    s[2] = s[1]
    s[1] = s[0]
    s[0] = g
  }
}

struct MedianOfThree: CoordinatewiseOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  static let card = Card(
    name: "median_of_three", summary: "the median of the last three gradients",
    formula: "x ← x − η median(g, g₋₁, g₋₂)",
    source: "elementary")

  var slots: [StateSlot] { ["a", "b"] }
  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double
  ) {
    let m = max(min(g, s[0]), min(max(g, s[0]), s[1]))
    s[1] = s[0]
    s[0] = g
    x -= T(c) * (g.isNaN ? g : m)
  }
}

struct Optimistic: CoordinatewiseOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  static let card = Card(
    name: "optimistic", summary: "optimistic descent",
    formula: "x ← x − η (2 g − g₋₁)",
    source: "Daskalakis et al. 2018")

  var slots: [StateSlot] { ["last"] }
  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double
  ) {
    x -= T(c) * (2 * g - s[0])
    s[0] = g
  }
}

struct Secant: CoordinatewiseOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  @Hyperparameter("least", above: 0) var least = 0.01
  @Hyperparameter("most", above: 0) var most = 100.0
  static let card = Card(
    name: "secant", summary: "a step size a coordinate from the last secant",
    formula: "x ← x − η clamp(|Δx/Δg|) g",
    source: "Fahlman 1988, bounded")

  var slots: [StateSlot] { ["x", "g"] }
  var counters: [StateSlot] { ["t"] }
  struct Constants { let rate, first: Double }
  func constants(rate: Double, counters: inout Counters) -> Constants {
    counters[0] += 1
    return Constants(rate: rate, first: counters[0])
  }
  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    let (dx, dg) = (x - s[0], g - s[1])
    s[0] = x
    s[1] = g
    let q = c.first == 1 || dg == 0 ? 1 : abs(dx / dg)
    x -= T(c.rate) * max(T(least), min(T(most), q)) * g
  }
}

struct OwnClock: CoordinatewiseOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  static let card = Card(
    name: "own_clock", summary: "the mean of the gradients that are not 0",
    formula: "n ← n + [g ≠ 0]        x ← x − η Σg/n",
    source: "elementary")

  var slots: [StateSlot] { ["steps", "sum"] }
  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double
  ) {
    // Each coordinate counts the steps in which its gradient was not 0.
    if g != 0 { s[0] += 1 }
    s[1] += g
    x -= T(c) * (s[0] > 0 ? s[1] / s[0] : s[1])
  }
}

struct QuantisedBall: CoordinatewiseOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  @Hyperparameter("momentum", in: 0..<1) var momentum = 0.9
  @Hyperparameter("bits kept", in: 2...20) var bits = 7
  static let card = Card(
    name: "quantised_ball", summary: "heavy ball with a momentum of few bits",
    formula: "m ← round(μ m + g)        x ← x − η m",
    source: "Dettmers et al. 2022, by another rounding")

  var slots: [StateSlot] { ["m"] }
  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double
  ) {
    let m = Double(T(momentum) * s[0] + g)
    guard m.isFinite, m != 0 else { s[0] = T(m); x -= T(c) * T(m); return }
    let unit = Double.exp2(Double(m.exponent) - Double(bits))
    s[0] = T((m / unit).rounded() * unit)
    x -= T(c) * s[0]
  }
}

struct RpropPlus: CoordinatewiseOptimizer {
  @Hyperparameter("first step", in: 0...) var learningRate = 0.1
  @Hyperparameter("up", in: 1...) var up = 1.2
  @Hyperparameter("down", in: 0..<1) var down = 0.5
  static let card = Card(
    name: "rprop_plus", summary: "a step size a coordinate, with moves taken back",
    formula: "Δ grows while the sign of g stays, shrinks where it turns",
    source: "Riedmiller and Braun 1993")

  var slots: [StateSlot] { ["g", "step", "move"] }
  var counters: [StateSlot] { ["t"] }
  struct Constants { let rate, first: Double }
  func constants(rate: Double, counters: inout Counters) -> Constants {
    counters[0] += 1
    return Constants(rate: rate, first: counters[0])
  }
  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    if c.first == 1 { s[1] = 1 }
    let agree = s[0] * g
    let sign: T = g > 0 ? 1 : g < 0 ? -1 : g
    if agree > 0 {
      s[1] = min(s[1] * T(up), 50)
      s[2] = -sign * s[1]
      x += T(c.rate) * s[2]
      s[0] = g
    } else if agree < 0 {
      s[1] = max(s[1] * T(down), 1e-6)
      x -= T(c.rate) * s[2]
      s[0] = 0
    } else {
      s[2] = -sign * s[1]
      x += T(c.rate) * s[2]
      s[0] = g
    }
  }
}

struct SparseAdam: CoordinatewiseOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  @Hyperparameter("b1", in: 0..<1) var beta1 = 0.9
  @Hyperparameter("b2", in: 0..<1) var beta2 = 0.999
  @Hyperparameter("eps", in: 0...) var epsilon = 1e-8
  static let card = Card(
    name: "sparse_adam", summary: "Adam where the gradient is not 0",
    formula: "g = 0: nothing happens",
    source: "PyTorch SparseAdam, an entry at a time")

  var slots: [StateSlot] { ["m", "v"] }
  var counters: [StateSlot] { ["t"] }
  struct Constants { let rate, first, second: Double }
  func constants(rate: Double, counters: inout Counters) -> Constants {
    counters[0] += 1
    return Constants(
      rate: rate, first: 1 - Double.pow(beta1, counters[0]),
      second: 1 - Double.pow(beta2, counters[0]))
  }
  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    // Where the gradient is 0 nothing happens, as for rows that a batch does not touch.
    guard g != 0 else { return }
    s[0] = T(beta1) * s[0] + T(1 - beta1) * g
    s[1] = T(beta2) * s[1] + T(1 - beta2) * g * g
    x -= T(c.rate / c.first) * s[0] / (sqrt(s[1] / T(c.second)) + T(epsilon))
  }
}

let plugin = Plugin(
  FourMeans.self, MedianOfThree.self, Optimistic.self, Secant.self, OwnClock.self,
  QuantisedBall.self, RpropPlus.self, SparseAdam.self)
