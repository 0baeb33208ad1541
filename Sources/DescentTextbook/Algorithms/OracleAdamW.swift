extension Textbook {
  static let oracleAdamW = Experiment.oracle(
    "ORACLE-AdamW", "AdamW multiplies the point by 1 - lr λ, beside Adam's move.",
    formula: "xₜ = (1 − lr λ) xₜ₋₁ − lr mₜ/(√vₜ + ε)",
    source: "Loshchilov and Hutter 2019, Algorithm 2; Paszke et al. 2019, torch.optim.AdamW",
    rule: "adamw:weight_decay=0.1", rates: .constant(0.01),
    definition: "adamw:beta1=0.9,beta2=0.999,eps=1e-8,weight_decay=0.1")

  static let oracleAdamWBetas = Experiment.oracle(
    "ORACLE-AdamW+betas", "AdamW's decay takes the rate of its step, and is 0.01 unless given.",
    formula: "xₜ = (1 − lrₜ λ) xₜ₋₁ − lrₜ mₜ/(√vₜ + ε)",
    source: "Paszke et al. 2019, torch.optim.AdamW",
    rule: "adamw:beta1=0.8,beta2=0.95,eps=0.1", rates: .falling(0.05),
    definition: "adamw:beta1=0.8,beta2=0.95,eps=0.1,weight_decay=0.01")

  static let oracleAdamWAMSGrad = Experiment.oracle(
    "ORACLE-AdamW+AMSGrad", "AdamW may divide by the largest mean of squares so far.",
    formula: "xₜ = (1 − lr λ) xₜ₋₁ − lr mₜ/(√(max_{j≤t} v_j/(1 − β₂ᵗ)) + ε)",
    source: "Paszke et al. 2019, torch.optim.AdamW",
    rule: "adamw:amsgrad=true,beta2=0.95,weight_decay=0.5",
    rates: .falling(0.02),
    definition: "adamw:beta1=0.9,beta2=0.95,eps=1e-8,amsgrad=true,weight_decay=0.5")
}
