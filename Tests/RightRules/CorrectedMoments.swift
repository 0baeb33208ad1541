import Descent

// Rules of two corrected moments, further from Adam.

/// Their common constants: the corrections of both moments.
protocol CorrectedMoments: CoordinatewiseOptimizer where Constants == MomentCorrections {
  var beta1: Double { get }
  var beta2: Double { get }
}

struct MomentCorrections {
  let rate, first, second: Double
}

extension CorrectedMoments {
  var counters: [StateSlot] { ["t"] }

  func constants(rate: Double, counters: inout Counters) -> MomentCorrections {
    counters[0] += 1
    return MomentCorrections(
      rate: rate, first: 1 - Double.pow(beta1, counters[0]),
      second: 1 - Double.pow(beta2, counters[0]))
  }
}

struct Adamod: CorrectedMoments {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  @Hyperparameter("b1", in: 0..<1) var beta1 = 0.9
  @Hyperparameter("b2", in: 0..<1) var beta2 = 0.999
  @Hyperparameter("eps", in: 0...) var epsilon = 1e-8
  @Hyperparameter("b3", in: 0..<1) var beta3 = 0.99
  static let card = Card(
    name: "adamod", summary: "Adam whose rates are bounded by their running mean",
    formula: "η̂ = η/(√v̂ + ε)    s ← β₃ s + (1 − β₃) η̂    x ← x − min(η̂, s) m̂",
    source: "Ding et al. 2019, AdaMod")

  var slots: [StateSlot] { ["m", "v", "eta"] }
  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: MomentCorrections
  ) {
    s[0] = T(beta1) * s[0] + T(1 - beta1) * g
    s[1] = T(beta2) * s[1] + T(1 - beta2) * g * g
    let eta = quotient(T(c.rate), sqrt(s[1] / T(c.second)) + T(epsilon))
    s[2] = T(beta3) * s[2] + T(1 - beta3) * eta
    x -= min(eta, s[2]) * s[0] / T(c.first)
  }
}

struct AtanAdam: CorrectedMoments {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  @Hyperparameter("b1", in: 0..<1) var beta1 = 0.9
  @Hyperparameter("b2", in: 0..<1) var beta2 = 0.999
  static let card = Card(
    name: "atan_adam", summary: "Adam without ε, by an angle",
    formula: "x ← x − η atan2(m̂, √v̂)",
    source: "Everett et al. 2024")

  var slots: [StateSlot] { ["m", "v"] }
  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: MomentCorrections
  ) {
    s[0] = T(beta1) * s[0] + T(1 - beta1) * g
    s[1] = T(beta2) * s[1] + T(1 - beta2) * g * g
    let (m, v) = (Double(s[0]) / c.first, (Double(s[1]) / c.second).squareRoot())
    x -= T(c.rate) * T(Double.atan2(y: m, x: v))
  }
}

struct SparseAdam: CorrectedMoments {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  @Hyperparameter("b1", in: 0..<1) var beta1 = 0.9
  @Hyperparameter("b2", in: 0..<1) var beta2 = 0.999
  @Hyperparameter("eps", in: 0...) var epsilon = 1e-8
  static let card = Card(
    name: "sparse_adam", summary: "Adam where the gradient is not 0",
    formula: "g = 0: nothing happens",
    source: "PyTorch SparseAdam, an entry at a time")

  var slots: [StateSlot] { ["m", "v"] }
  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: MomentCorrections
  ) {
    // A coordinate whose gradient is 0 does not change, as for rows that a batch does not touch.
    guard g != 0 else { return }
    s[0] = T(beta1) * s[0] + T(1 - beta1) * g
    s[1] = T(beta2) * s[1] + T(1 - beta2) * g * g
    x -= T(c.rate / c.first) * s[0] / (sqrt(s[1] / T(c.second)) + T(epsilon))
  }
}

let plugin = Plugin(Adamod.self, AtanAdam.self, SparseAdam.self)
