import Descent

// Rules that restart, stop or alternate.

struct AdaptiveRestart: GradientOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  static let card = Card(
    name: "adaptive_restart", summary: "Nesterov that starts again where it goes uphill",
    formula: "g · (x − y) > 0: t ← 1",
    source: "O’Donoghue and Candès 2015")

  func slots(for tensor: Layout.Tensor) -> [TensorSlot] { ["y"] }
  func counters(for tensor: Layout.Tensor) -> [StateSlot] { ["t"] }
  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    let y = s["y"]
    s.counters[0] += 1
    var along = 0.0
    if s.counters[0] == 1 { for i in 0..<s.count { y[i] = s.x[i] } }
    for i in 0..<s.count {
      let next = s.x[i] - T(s.rate) * s.gradient[i]
      along += Double(s.gradient[i]) * Double(next - y[i])
    }
    if along > 0 { s.counters[0] = 1 }
    let mu = T((s.counters[0] - 1) / (s.counters[0] + 2))
    for i in 0..<s.count {
      let next = s.x[i] - T(s.rate) * s.gradient[i]
      s.x[i] = next + mu * (next - y[i])
      y[i] = next
    }
  }
}

struct ResetBall: GradientOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  @Hyperparameter("every", in: 1...) var every = 50
  @Hyperparameter("momentum", in: 0..<1) var momentum = 0.9
  static let card = Card(
    name: "reset_ball", summary: "heavy ball that forgets every k steps",
    formula: "t > k: m ← 0",
    source: "elementary")

  func slots(for tensor: Layout.Tensor) -> [TensorSlot] { ["m"] }
  func counters(for tensor: Layout.Tensor) -> [StateSlot] { ["t"] }
  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    let m = s["m"]
    s.counters[0] += 1
    if s.counters[0] > Double(every) {
      s.counters[0] = 1
      for i in 0..<s.count { m[i] = 0 }
    }
    for i in 0..<s.count {
      m[i] = T(momentum) * m[i] + s.gradient[i]
      s.x[i] -= T(s.rate) * m[i]
    }
  }
}

struct CyclicMomentum: CoordinatewiseOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  @Hyperparameter("period", in: 2...) var period = 20
  static let card = Card(
    name: "cyclic_momentum", summary: "momentum that goes up and down",
    formula: "μₜ between 0.85 and 0.95        m ← μₜ m + g",
    source: "Smith 2018")

  var slots: [StateSlot] { ["m"] }
  var counters: [StateSlot] { ["t"] }
  struct Constants { let rate, mu: Double }
  func constants(rate: Double, counters: inout Counters) -> Constants {
    let phase = counters[0].truncatingRemainder(dividingBy: Double(period)) / Double(period)
    counters[0] += 1
    return Constants(rate: rate, mu: 0.95 - 0.1 * abs(2 * phase - 1))
  }
  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    s[0] = T(c.mu) * s[0] + g
    x -= T(c.rate) * s[0]
  }
}

struct LateFreeze: CoordinatewiseOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  @Hyperparameter("last step", in: 1...) var last = 500
  static let card = Card(
    name: "late_freeze", summary: "descent that ends at a step",
    formula: "x ← x − η g while t ≤ T",
    source: "elementary")

  var counters: [StateSlot] { ["t"] }
  func constants(rate: Double, counters: inout Counters) -> Double {
    counters[0] += 1
    return counters[0] > Double(last) ? 0 : rate
  }
  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double
  ) {
    x -= T(c) * g
  }
}

struct PolyBall: CoordinatewiseOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  @Hyperparameter("power", in: 0...) var power = 3.0
  static let card = Card(
    name: "poly_ball", summary: "Nesterov with a momentum of (t − 1)/(t + r)",
    formula: "y = x − η g        x ← y + (t − 1)/(t + r) (y − y₋₁)",
    source: "Su, Boyd and Candès 2016, equation (1)")

  var slots: [StateSlot] { ["m"] }
  var counters: [StateSlot] { ["t"] }
  struct Constants { let rate, mu: Double }
  func constants(rate: Double, counters: inout Counters) -> Constants {
    counters[0] += 1
    return Constants(rate: rate, mu: (counters[0] - 1) / (counters[0] + power))
  }
  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    let y = x - T(c.rate) * g
    let old = s[0]
    s[0] = y
    x = c.mu == 0 ? y : y + T(c.mu) * (y - old)
  }
}

struct HorizonCosine: CoordinatewiseOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  static let card = Card(
    name: "horizon_cosine", summary: "a cosine over the whole run",
    formula: "η (1 + cos(π t/T))/2",
    source: "Loshchilov and Hutter 2017, equation (5)")

  var needs: Needs { .step }
  func constants(_ info: StepInfo, counters: inout Counters) -> Double {
    guard let horizon = info.horizon else { return info.rate }
    return info.rate * (1 + Double.cos(.pi * min(1, Double(info.step) / Double(horizon)))) / 2
  }
  func update<T: KernelScalar>(_ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double) {
    x -= T(c) * g
  }
}

struct BlockCycle: GradientOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  @Hyperparameter("blocks", in: 1...) var blocks = 3
  static let card = Card(
    name: "block_cycle", summary: "blocks of coordinates in turn",
    formula: "i mod k = t mod k: x ← x − η g", source: "Beck and Tetruashvili 2013")

  func slots(for tensor: Layout.Tensor) -> [TensorSlot] { [] }
  func counters(for tensor: Layout.Tensor) -> [StateSlot] { ["turn"] }
  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    let turn = Int(s.counters[0]) % blocks
    s.counters[0] += 1
    for i in 0..<s.count where i % blocks == turn { s.x[i] -= T(s.rate) * s.gradient[i] }
  }
}

let plugin = Plugin(
  AdaptiveRestart.self, ResetBall.self, CyclicMomentum.self, LateFreeze.self, PolyBall.self,
  HorizonCosine.self, BlockCycle.self)
