import Descent
import ModifierPlugins
import MomentumPlugin

/// The rule `sam`: the modifier `sam` around `momentum`, under one name.
struct SAM: Configurable {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("radius ρ of the neighbourhood", in: 0...) var rho = 0.05
  @Hyperparameter("scale the neighbourhood with the parameters (ASAM)") var adaptive = false
  @Hyperparameter("added to |x| where adaptive", in: 0...) var eta = 0.0
  @Hyperparameter("momentum μ", in: 0..<1, kind: .momentum) var momentum = 0.9
  @Hyperparameter("look ahead (Nesterov)", kind: .nesterov) var nesterov = false
  @Hyperparameter("coupled weight decay λ", in: 0..., kind: .weightDecay) var weightDecay = 0.0

  static let card = Card(
    name: "sam", summary: "momentum with the gradient of the worst point nearby",
    formula: """
      eₜ = ρ ∇f(xₜ₋₁)/‖∇f(xₜ₋₁)‖           gₜ = ∇f(xₜ₋₁ + eₜ) + λ xₜ₋₁
      vₜ = μ vₜ₋₁ + gₜ                     xₜ = xₜ₋₁ − η vₜ                v₀ = 0
      adaptive: eₜ = ρ s² ∇f/‖s ∇f‖, s = |xₜ₋₁| + eta
      """,
    source: "Foret et al., ICLR 2021, arXiv:2010.01412, Algorithm 1")

  /// The rule with the modifier around it.
  func optimizer() throws -> any Optimizer {
    let rule = try Momentum {
      $0.learningRate = learningRate
      $0.momentum = momentum
      $0.nesterov = nesterov
      $0.weightDecay = weightDecay
    }
    var ascent = SharpnessAware()
    (ascent.rho, ascent.adaptive, ascent.eta) = (rho, adaptive, eta)
    return try Modified(rule, by: [ascent])
  }
}

extension OptimizerEntry {
  /// `sam` as a rule.
  static let sharpnessAware = OptimizerEntry(SAM.self, parts: []) { settings, _ in
    try settings.optimizer()
  }
}
