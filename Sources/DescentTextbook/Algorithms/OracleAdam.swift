extension Textbook {
  static let oracleAdam = Experiment.oracle(
    "ORACLE-Adam", "Adam divides the mean of the gradients by the root of the mean of squares.",
    formula: "mₜ = (1 − β₁) Σ β₁^{t−i} gᵢ/(1 − β₁ᵗ), vₜ alike of gᵢ²; xₜ = xₜ₋₁ − lr mₜ/(√vₜ + ε)",
    source: "Kingma and Ba 2015, Algorithm 1", rule: "adam", rates: .constant(0.01),
    definition: "adam:beta1=0.9,beta2=0.999,eps=1e-8")

  static let oracleAMSGrad = Experiment.oracle(
    "ORACLE-AMSGrad", "AMSGrad divides by the largest mean of squares so far.",
    formula: "mₜ/(√(max_{j≤t} v_j/(1 − β₂ᵗ)) + ε)",
    source: "Reddi, Kale and Kumar 2018, Algorithm 2; Paszke et al. 2019, torch.optim.Adam",
    rule: "adam:amsgrad=true",
    rates: .constant(0.01),
    definition: "adam:beta1=0.9,beta2=0.999,eps=1e-8,amsgrad=true")

  static let oracleAdamDecay = Experiment.oracle(
    "ORACLE-Adam+L2", "Weight decay of Adam enters both moments.",
    formula: "gₜ = ∇f + λ xₜ₋₁", source: "Paszke et al. 2019, torch.optim.Adam",
    rule: "adam:weight_decay=0.1",
    rates: .constant(0.01),
    definition: "adam:beta1=0.9,beta2=0.999,eps=1e-8,weight_decay=0.1")

  static let oracleAdamBetas = Experiment.oracle(
    "ORACLE-Adam+betas", "Adam's three constants are β₁ of the mean, β₂ of the squares, and ε.",
    formula: "as ORACLE-Adam, β₁ = 0.8, β₂ = 0.95, ε = 0.1",
    source: "Kingma and Ba 2015, Algorithm 1", rule: "adam:beta1=0.8,beta2=0.95,eps=0.1",
    rates: .falling(0.02),
    definition: "adam:beta1=0.8,beta2=0.95,eps=0.1")

  static let oracleAMSGradDecay = Experiment.oracle(
    "ORACLE-AMSGrad+L2", "AMSGrad with other constants and weight decay.",
    formula: "as ORACLE-AMSGrad, β₁ = 0.8, β₂ = 0.9, ε = 0.01, gₜ = ∇f + λ xₜ₋₁",
    source: "Paszke et al. 2019, torch.optim.Adam",
    rule: "adam:amsgrad=true,beta1=0.8,beta2=0.9,eps=0.01,weight_decay=0.5",
    rates: .falling(0.02),
    definition: "adam:beta1=0.8,beta2=0.9,eps=0.01,amsgrad=true,weight_decay=0.5")
}
