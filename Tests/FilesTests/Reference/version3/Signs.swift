import Descent

/// Descent along the signs of the gradient.
struct Signs: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.01

  static let card = Card(
    name: "signs", summary: "descent along signs", formula: "x − η sign(g)", source: "elementary")

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) {
    x -= g > 0 ? T(rate) : g < 0 ? -T(rate) : 0
  }
}

let plugin = Plugin(Signs.self)
