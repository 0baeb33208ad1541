import Descent

// Rules that keep the last few gradients.

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

let plugin = Plugin(
  FourMeans.self, MedianOfThree.self, Optimistic.self, OwnClock.self, QuantisedBall.self)
