import Descent

/// A heavy ball whose velocity is not declared, so that the kernel resets it to 0 in every step.
struct ForgetsSlot: CoordinatewiseOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.1
  @Hyperparameter("momentum", in: 0..<1) var momentum = 0.9
  static let card = Card(name: "ForgetsSlot", summary: "wrong", formula: "", source: "")

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) {
    s[0] = T(momentum) * s[0] + g
    x -= T(rate) * s[0]
  }
}

/// Gradient descent with a rate that decays by an undeclared counter.
struct ForgetsCounter: CoordinatewiseOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.1
  static let card = Card(name: "ForgetsCounter", summary: "wrong", formula: "", source: "")

  func constants(rate: Double, counters: inout Counters) -> Double {
    counters[0] += 1
    return rate / counters[0]
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) {
    x -= T(rate) * g
  }
}
