extension Textbook {
  static let oracleAdagrad = Experiment.oracle(
    "ORACLE-Adagrad", "Adagrad divides each gradient by the root of the sum of all squares so far.",
    formula: "xₜ = xₜ₋₁ − lr gₜ/(√(Σ gᵢ²) + ε)",
    source: "Duchi, Hazan and Singer 2011; Paszke et al. 2019, torch.optim.Adagrad",
    rule: "adagrad", rates: .constant(0.1),
    definition: "adagrad:eps=1e-10")

  static let oracleAdagradStart = Experiment.oracle(
    "ORACLE-Adagrad+start", "An initial accumulator is one more square in Adagrad's sum.",
    formula: "dₜ = gₜ/(√(a₀ + Σ gᵢ²) + ε)", source: "Paszke et al. 2019, torch.optim.Adagrad",
    rule: "adagrad:initial_accumulator_value=0.5,eps=0.1", rates: .falling(0.3),
    definition: "adagrad:initial_accumulator_value=0.5,eps=0.1")

  static let oracleAdagradRate = Experiment.oracle(
    "ORACLE-Adagrad+decay", "The decay d of Adagrad's rate divides it by 1 + (t - 1) d at step t.",
    formula: "dₜ = gₜ/(√(Σ gᵢ²) + ε)/(1 + (t − 1) d)",
    source: "Paszke et al. 2019, torch.optim.Adagrad",
    rule: "adagrad:lr_decay=0.05", rates: .falling(0.3),
    definition: "adagrad:lr_decay=0.05,eps=1e-10")

  static let oracleAdagradDecay = Experiment.oracle(
    "ORACLE-Adagrad+L2", "Weight decay of Adagrad enters the gradient and its square.",
    formula: "gₜ = ∇f + λ xₜ₋₁", source: "Paszke et al. 2019, torch.optim.Adagrad",
    rule: "adagrad:weight_decay=0.5",
    rates: .falling(0.3),
    definition: "adagrad:eps=1e-10,weight_decay=0.5")
}
