import Descent

/// The control of the guards: Adagrad without an initial value, with a square root that keeps the loop scalar
/// and must not be used in rules. It is in no catalogue.
struct ScalarRule: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.01

  static let card = Card(
    name: "scalar", summary: "a rule that does not vectorise", formula: "x ← x − η g / (√s + 1)",
    source: "planted")

  var slots: [StateSlot] { ["squares"] }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) {
    s[0] += g * g
    x -= T(rate) * g / (s[0].squareRoot() + 1)
  }
}

/// The other half of the control: the same rule, written correctly.
struct VectorRule: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.01

  static let card = Card(
    name: "vector", summary: "the same rule, which does", formula: "x ← x − η g / (√s + 1)",
    source: "planted")

  var slots: [StateSlot] { ["squares"] }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) {
    s[0] += g * g
    x -= T(rate) * g / (sqrt(s[0]) + 1)
  }
}
