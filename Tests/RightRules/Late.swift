import Descent

// Rules that count, but not forever, and rules that keep an index into their memory.

struct LongWarmup: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1

  static let card = Card(
    name: "long_warmup", summary: "gradient descent that starts slowly, and counts no further",
    formula: "xₜ = xₜ₋₁ − η min(1, t/1500) gₜ", source: "Goyal et al. 2017")

  var counters: [StateSlot] { ["step"] }

  func constants(rate: Double, counters: inout Counters) -> Double {
    counters[0] = min(counters[0] + 1, 1500)
    return rate * (counters[0] / 1500)
  }

  func update<T: KernelScalar>(_ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double) {
    x -= T(c) * g
  }
}

struct LongRestart: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("decay of the buffer μ", in: 0..<1) var momentum = 0.9

  static let card = Card(
    name: "long_restart", summary: "momentum that begins again every 700 steps",
    formula: "bₜ = [t mod 700 ≠ 1] μ bₜ₋₁ + gₜ        xₜ = xₜ₋₁ − η bₜ",
    source: "O'Donoghue and Candès 2015")

  struct Constants { let rate: Double, keeps: Bool }

  var slots: [StateSlot] { ["buffer"] }
  var counters: [StateSlot] { ["step"] }

  func constants(rate: Double, counters: inout Counters) -> Constants {
    defer { counters[0] = counters[0] == 699 ? 0 : counters[0] + 1 }
    return Constants(rate: rate, keeps: counters[0] != 0)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    s[0] = (c.keeps ? T(momentum) * s[0] : 0) + g
    x -= T(c.rate) * s[0]
  }
}

struct MovingMean: GradientOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1

  static let card = Card(
    name: "moving_mean", summary: "the mean of the last four gradients, each in a place of its own",
    formula: "xₜ = xₜ₋₁ − η (gₜ + gₜ₋₁ + gₜ₋₂ + gₜ₋₃)/4", source: "elementary")

  func slots(for tensor: Layout.Tensor) -> [TensorSlot] { (0..<4).map { TensorSlot("g\($0)") } }

  func counters(for tensor: Layout.Tensor) -> [StateSlot] { ["place"] }

  func step<T: KernelScalar>(_ t: TensorStep<T>) {
    let slots = [0, 1, 2, 3].map { t.slot($0) }
    let place = Int(exactly: t.counters[0])!
    for i in 0..<t.count {
      slots[place][i] = t.gradient[i]
      t.x[i] -= T(t.rate) * ((slots[0][i] + slots[1][i] + slots[2][i] + slots[3][i]) / 4)
    }
    t.counters[0] = Double((place + 1) % 4)
  }
}

let plugin = Plugin(LongWarmup.self, LongRestart.self, MovingMean.self)
