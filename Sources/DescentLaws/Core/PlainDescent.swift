import Descent

/// x ← x − ηg, the inner rule for laws about wrappers. With rate 1 from 0, the move is the negated gradient
/// that the rule received.
struct PlainDescent: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate", in: 0...) var learningRate = 1.0

  static let card = Card(
    name: "plain", summary: "gradient descent", formula: "x ← x − ηg", source: "Cauchy, 1847")

  func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ rate: Double
  ) { x -= T(rate) * gradient }
}
