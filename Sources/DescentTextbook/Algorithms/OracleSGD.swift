extension Textbook {
  static let oracleSGD = Experiment.oracle(
    "ORACLE-SGD", "Gradient descent moves by lr times the gradient, and remembers nothing.",
    formula: "xₜ = x₀ − lr Σ gᵢ", source: "Cauchy 1847; Robbins and Monro 1951", rule: "sgd",
    rates: .constant(0.01),
    definition: "sgd")

  static let oracleSGDDecay = Experiment.oracle(
    "ORACLE-SGD+L2", "Weight decay of gradient descent adds λ x to the gradient.",
    formula: "gₜ = ∇f + λ xₜ₋₁", source: "Paszke et al. 2019, torch.optim.SGD",
    rule: "sgd:weight_decay=0.5",
    rates: .falling(0.01),
    definition: "sgd:weight_decay=0.5")
}
