import Descent

/// Moves by the sign of an interpolated momentum, one coordinate at a time, with one buffer.
struct Lion: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.0001
  @Hyperparameter("weight β₁ of the momentum in the step", in: 0..<1) var beta1 = 0.9
  @Hyperparameter("decay β₂ of the momentum", in: 0..<1) var beta2 = 0.99

  static let card = Card(
    name: "my_lion", summary: "sign of an interpolated momentum",
    formula: """
      xₜ = xₜ₋₁ − η sign(β₁ mₜ₋₁ + (1 − β₁) gₜ)
      mₜ = β₂ mₜ₋₁ + (1 − β₂) gₜ                   m₀ = 0
      """,
    source: "Chen et al., NeurIPS 2023, arXiv:2302.06675, Algorithm 2")
  var slots: [StateSlot] { ["momentum"] }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) {
    let c = T(beta1) * s[0] + T(1 - beta1) * g
    // The last case is c and not 0: a NaN must not give a step of 0.
    x -= T(rate) * (c > 0 ? 1 : c < 0 ? -1 : c)
    s[0] = T(beta2) * s[0] + T(1 - beta2) * g
  }
}

public let plugin = Plugin(Lion.self)
