import Descent
import Synchronization

// Adam with faults that are easily missed: they show late, in one precision, under two options together,
// without a gradient, or at a rate of 0. Each fault is an option of one rule, so that the rule without it
// is the right counterpart.

/// Adam as another author would write it, with a fault.
struct Slipping: CoordinatewiseOptimizer {
  enum Slip: String, WordHyperparameter, CaseIterable {
    case none
    /// The rate halves after `steps` steps.
    case halvesAfter1000, halvesAfter66000
    /// The corrections are left out once the power is below a thousandth.
    case dropsCorrection
    /// The steps begin again after 1,024 or 65,536.
    case wrapsAt1024, wrapsAt65536
    /// The mean starts anew every 2,000 steps.
    case forgets
    /// Squares are not averaged in single precision.
    case singleOnly, doubleOnly
    /// Under AMSGrad and a decay together the maximum is not taken.
    case pairOfOptions
    /// The two decays are exchanged.
    case exchanged
    /// A step at rate 0 is not counted.
    case uncountedAtRateZero
  }
  @Hyperparameter("learning rate", in: 0..., kind: .learningRate) var learningRate = 0.001
  @Hyperparameter("decay of the mean", in: 0..<1) var beta1 = 0.9
  @Hyperparameter("decay of the squares", in: 0..<1) var beta2 = 0.9
  @Hyperparameter("stabilizer", in: 0...) var eps = 1e-8
  @Hyperparameter("decay", in: 0...) var weightDecay = 0.0
  @Hyperparameter("the largest root so far") var amsgrad = false
  @Hyperparameter("what is wrong") var slip = Slip.none

  static let card = Card(name: "slipping", summary: "", formula: "", source: "Kingma 2015")
  struct Constants { let rate, keep1, keep2, first, second: Double, forgets: Bool }
  var slots: [StateSlot] { ["mean", "square", "largest"] }
  var counters: [StateSlot] { ["steps"] }

  func constants(rate: Double, counters: inout Counters) -> Constants {
    if slip != .uncountedAtRateZero || rate > 0 || counters[0] == 0 { counters[0] += 1 }
    if slip == .wrapsAt1024, counters[0] > 1024 { counters[0] = 1 }
    if slip == .wrapsAt65536, counters[0] > 65_536 { counters[0] = 1 }
    let t = counters[0]
    var rate = rate
    if slip == .halvesAfter1000, t > 1000 { rate /= 2 }
    if slip == .halvesAfter66000, t > 66_000 { rate /= 2 }
    let (keep1, keep2) = slip == .exchanged ? (beta2, beta1) : (beta1, beta2)
    func correction(_ decay: Double) -> Double {
      let power = decay == 0 ? 0 : Double.pow(decay, t)
      return slip == .dropsCorrection && power < 1e-3 ? 1 : 1 - power
    }
    return Constants(
      rate: rate, keep1: keep1, keep2: keep2, first: correction(keep1), second: correction(keep2),
      forgets: slip == .forgets && t.truncatingRemainder(dividingBy: 2000) == 0)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ c: Constants
  ) {
    let g = gradient + T(weightDecay) * x
    if c.forgets { s[0] = 0 }
    s[0] = T(c.keep1) * s[0] + T(1 - c.keep1) * g
    let isWrongType =
      slip == .singleOnly && T.self == Float.self || slip == .doubleOnly && T.self == Double.self
    s[1] = isWrongType ? g * g : T(c.keep2) * s[1] + T(1 - c.keep2) * (g * g)
    var square = s[1]
    if amsgrad {
      s[2] = max(s[2], square)
      if slip != .pairOfOptions || weightDecay == 0 { square = s[2] }
    }
    let root = (square / T(c.second)).squareRoot() + T(eps)
    let mean = s[0] / T(c.first)
    x -= T(c.rate) * (root == 0 ? 0 : mean / root)
  }
}

/// Gradient descent whose counter stops, or begins again.
struct Counting: CoordinatewiseOptimizer {
  enum End: String, WordHyperparameter, CaseIterable {
    /// At its own warm-up of 1,500 steps, and in a period of 700: both lawful.
    case warmup, period
    case wrapsAt1024, wrapsAt4096, stopsAt2048, stopsAt65536
  }
  @Hyperparameter("learning rate", in: 0..., kind: .learningRate) var learningRate = 0.1
  @Hyperparameter("what ends") var end = End.warmup
  static let card = Card(name: "counting", summary: "", formula: "", source: "elementary")
  var counters: [StateSlot] { ["t"] }
  func constants(rate: Double, counters: inout Counters) -> Double {
    counters[0] += 1
    let t = counters[0]
    switch end {
    case .warmup: counters[0] = min(t, 1500)
    case .period: counters[0] = t >= 700 ? 0 : t
    case .wrapsAt1024: counters[0] = t >= 1024 ? 0 : t
    case .wrapsAt4096: counters[0] = t >= 4096 ? 0 : t
    case .stopsAt2048: counters[0] = min(t, 2048)
    case .stopsAt65536: counters[0] = min(t, 65_536)
    }
    return rate / (1 + counters[0])
  }
  func update<T: KernelScalar>(_ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double) {
    x -= T(c) * g
  }
}

/// The size of a step by its number: the buffer has as many entries as the steps remember.
struct Ring: GradientOptimizer {
  @Hyperparameter("learning rate", in: 0..., kind: .learningRate) var learningRate = 0.1
  static let card = Card(
    name: "ring", summary: "the mean of four gradients", formula: "", source: "elementary")
  func slots(for tensor: Layout.Tensor) -> [TensorSlot] {
    (0..<4).map { TensorSlot("g\($0)") }
  }
  func counters(for tensor: Layout.Tensor) -> [StateSlot] { ["place"] }
  func step<T: KernelScalar>(_ t: TensorStep<T>) {
    let buffers = [0, 1, 2, 3].map { t.slot($0) }
    // Ends the process at an index that does not exist.
    let place = Int(exactly: t.counters[0])!
    for i in 0..<t.count {
      buffers[place][i] = t.gradient[i]
      t.x[i] -= T(t.rate) * (buffers[0][i] + buffers[1][i] + buffers[2][i] + buffers[3][i]) / 4
    }
    t.counters[0] = Double((place + 1) % 4)
  }
}

/// Momentum that restarts at every 4,096th call of a counter that all instances share.
struct SharedClock: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate", in: 0..., kind: .learningRate) var learningRate = 0.1
  static let card = Card(name: "shared_clock", summary: "", formula: "", source: "elementary")
  private static let ticks = Mutex(0)
  var slots: [StateSlot] { ["v"] }
  func constants(rate: Double, counters: inout Counters) -> (rate: Double, begins: Bool) {
    let tick = Self.ticks.withLock { ticks in
      ticks += 1
      return ticks
    }
    return (rate, tick % 4096 == 0)
  }
  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: (rate: Double, begins: Bool)
  ) {
    s[0] = c.begins ? g : T(0.9) * s[0] + g
    x -= T(c.rate) * s[0]
  }
}

/// A cosine that stays where it ends.
struct Stays: FiniteSchedule, ConfigurableSchedule {
  @Hyperparameter("steps to the end", in: 1...) var horizon = 1000
  static let card = Card(name: "stays", summary: "", formula: "", source: "elementary")
  func factor(at step: Int) -> Double {
    (1 + .cos(.pi * min(1, Double(step - 1) / Double(horizon)))) / 2
  }
}

/// A cosine that turns back past its end.
struct TurnsBackAgain: FiniteSchedule, ConfigurableSchedule {
  @Hyperparameter("steps to the end", in: 1...) var horizon = 1000
  static let card = Card(name: "turns_back_again", summary: "", formula: "", source: "elementary")
  func factor(at step: Int) -> Double { (1 + .cos(.pi * Double(step - 1) / Double(horizon))) / 2 }
}
