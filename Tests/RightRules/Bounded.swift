import Descent

// Steps whose size is bounded, or bent.

struct LogStep: CoordinatewiseOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  static let card = Card(
    name: "log_step", summary: "the logarithm of the gradient",
    formula: "x ← x − η sign(g) log(1 + |g|)",
    source: "elementary")

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double
  ) {
    let size = T(Double.log(onePlus: Double(abs(g))))
    x -= T(c) * (g < 0 ? -size : size)
  }
}

struct PowerStep: CoordinatewiseOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  @Hyperparameter("power", in: 0.01...1) var power = 0.5
  @Hyperparameter("b1", in: 0..<1) var beta1 = 0.9
  static let card = Card(
    name: "power_step", summary: "a power of the momentum",
    formula: "x ← x − η sign(m) |m|^p",
    source: "Bernstein et al. 2018, between sign and mean")

  var slots: [StateSlot] { ["m"] }
  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double
  ) {
    s[0] = T(beta1) * s[0] + T(1 - beta1) * g
    let size = T(Double.pow(Double(abs(s[0])), power))
    x -= T(c) * (s[0] < 0 ? -size : size)
  }
}

struct TwoRates: CoordinatewiseOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  @Hyperparameter("rate of large gradients", in: 0...) var slow = 0.1
  @Hyperparameter("large", above: 0) var large = 1.0
  static let card = Card(
    name: "two_rates", summary: "another rate for large gradients",
    formula: "|g| > c: η slow",
    source: "elementary")

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double
  ) {
    x -= T(abs(g) > T(large) ? c * slow : c) * g
  }
}

struct SoftClip: SummingOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  @Hyperparameter("length", above: 0) var length = 1.0
  static let card = Card(
    name: "soft_clip", summary: "gradients whose norm is bounded smoothly",
    formula: "x ← x − η g/(1 + ‖g‖/c)",
    source: "Zhang et al. 2020, smoothly")

  var sums: [Reduction] { [.sum(over: .all)] }
  func terms<T: KernelScalar>(pass: Int, _ x: T, gradient g: T, state s: Slots<T>, _ c: Double)
    -> Terms<T>
  { [g * g, 0, 0, 0] }
  func constants(_ info: StepInfo, counters: inout Counters, sums: Sums) -> Double {
    info.rate / (1 + sums[0].squareRoot() / length)
  }
  func update<T: KernelScalar>(_ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double) {
    x -= T(c) * g
  }
}

struct LargestNorm: SummingOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  static let card = Card(
    name: "largest_norm", summary: "steps by the largest entry of each tensor",
    formula: "x ← x − η g/max|g|",
    source: "elementary")

  var sums: [Reduction] { [.maximum] }
  func terms<T: KernelScalar>(pass: Int, _ x: T, gradient g: T, state s: Slots<T>, _ c: Double)
    -> Terms<T>
  { [abs(g), 0, 0, 0] }
  func constants(_ info: StepInfo, counters: inout Counters, sums: Sums) -> Double {
    sums[0] == 0 ? 0 : info.rate / sums[0]
  }
  func update<T: KernelScalar>(_ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double) {
    x -= T(c) * g
  }
}

struct HalfHalf: GradientOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  @Hyperparameter("weight", in: 0...1) var weight = 0.5
  static let card = Card(
    name: "half_half", summary: "gradients and their signs, mixed",
    formula: "x ← x − η (w g + (1 − w) mean|g| sign g)",
    source: "elementary")

  func slots(for tensor: Layout.Tensor) -> [TensorSlot] { [] }
  func counters(for tensor: Layout.Tensor) -> [StateSlot] { [] }
  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    var mean = T.zero
    for i in 0..<s.count { mean += abs(s.gradient[i]) }
    mean /= T(s.count)
    for i in 0..<s.count {
      let g = s.gradient[i]
      let sign: T = g > 0 ? 1 : g < 0 ? -1 : g
      s.x[i] -= T(s.rate) * (T(weight) * g + T(1 - weight) * mean * sign)
    }
  }
}

struct Grokfast: CoordinatewiseOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  @Hyperparameter("alpha", in: 0..<1) var alpha = 0.98
  @Hyperparameter("lamb", in: 0...) var lamb = 2.0
  static let card = Card(
    name: "grokfast", summary: "slow gradients count more",
    formula: "e ← α e + (1 − α) g        x ← x − η (g + λ e)",
    source: "Lee et al. 2024, Grokfast-EMA")

  var slots: [StateSlot] { ["ema"] }
  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double
  ) {
    s[0] = T(alpha) * s[0] + T(1 - alpha) * g
    x -= T(c) * (g + T(lamb) * s[0])
  }
}

struct Tiger: CoordinatewiseOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  @Hyperparameter("b1", in: 0..<1) var beta1 = 0.9
  @Hyperparameter("decay", in: 0...) var weightDecay = 0.01
  static let card = Card(
    name: "tiger", summary: "the sign of a momentum, with decay",
    formula: "m ← β m + (1 − β) g        x ← x − η (sign m + λ x)",
    source: "Su 2023, Tiger")

  var slots: [StateSlot] { ["m"] }
  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double
  ) {
    s[0] = T(beta1) * s[0] + T(1 - beta1) * g
    let d: T = s[0] > 0 ? 1 : s[0] < 0 ? -1 : s[0]
    x -= T(c) * (d + T(weightDecay) * x)
  }
}

let plugin = Plugin(
  LogStep.self, PowerStep.self, TwoRates.self, SoftClip.self, LargestNorm.self, HalfHalf.self,
  Grokfast.self, Tiger.self)
