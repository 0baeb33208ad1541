extension Textbook {
  static let oracleMomentum = Experiment.oracle(
    "ORACLE-SGD+momentum",
    "Heavy ball's velocity is the sum of all gradients, each weighted β^k at age k.",
    formula: "vₜ = Σ β^{t−i} gᵢ; xₜ = xₜ₋₁ − lr vₜ",
    source: "Polyak 1964; Paszke et al. 2019, torch.optim.SGD",
    rule: "momentum", rates: .constant(0.001),
    definition: "momentum:momentum=0.9")

  static let oracleNesterov = Experiment.oracle(
    "ORACLE-SGD+nesterov", "Nesterov momentum adds β times the velocity to the gradient.",
    formula: "dₜ = gₜ + Σ β^{t−i+1} gᵢ",
    source: "Sutskever et al. 2013; Paszke et al. 2019, torch.optim.SGD",
    rule: "momentum:nesterov=true", rates: .constant(0.001),
    definition: "momentum:momentum=0.9,nesterov=true")

  static let oracleDampening = Experiment.oracle(
    "ORACLE-SGD+dampening", "Dampening takes a share from every gradient but the first.",
    formula: "vₜ = β^{t−1} g₁ + (1 − d) Σ_{i>1} β^{t−i} gᵢ",
    source: "Paszke et al. 2019, torch.optim.SGD",
    rule: "momentum:momentum=0.8,dampening=0.3", rates: .falling(0.005),
    definition: "momentum:momentum=0.8,dampening=0.3")

  static let oracleAveraging = Experiment.oracle(
    "ORACLE-SGD+averaging", "With the first gradient dampened too, velocity is a running mean.",
    formula: "vₜ = (1 − d) Σ β^{t−i} gᵢ",
    source: "Goodfellow, Bengio and Courville 2016, §8.3.2, with 1 − d = 1 − β",
    rule: "momentum:momentum=0.8,dampening=0.8,dampens_first=true", rates: .falling(0.01),
    definition: "momentum:momentum=0.8,dampening=0.8,dampens_first=true")

  static let oracleMomentumDecay = Experiment.oracle(
    "ORACLE-SGD+momentum+L2", "Weight decay of heavy ball passes through the velocity.",
    formula: "vₜ = Σ β^{t−i} (∇f + λ x)ᵢ", source: "Paszke et al. 2019, torch.optim.SGD",
    rule: "momentum:momentum=0.8,weight_decay=0.5", rates: .falling(0.005),
    definition: "momentum:momentum=0.8,weight_decay=0.5")

  static let oracleNoMomentum = Experiment.oracle(
    "ORACLE-SGD+zero", "Heavy ball with β = 0 is gradient descent, weight decay and all.",
    formula: "xₜ = x₀ − lr Σ (∇f + λ x)ᵢ",
    source: "Polyak 1964; Paszke et al. 2019, torch.optim.SGD",
    rule: "momentum:momentum=0,weight_decay=0.5", rates: .falling(0.01),
    definition: "sgd:weight_decay=0.5")

  static let oracleNesterovDecay = Experiment.oracle(
    "ORACLE-SGD+nesterov+L2", "Weight decay of Nesterov momentum passes through both its terms.",
    formula: "dₜ = gₜ + Σ β^{t−i+1} gᵢ, gₜ = ∇f + λ xₜ₋₁",
    source: "Paszke et al. 2019, torch.optim.SGD",
    rule: "momentum:momentum=0.8,nesterov=true,weight_decay=0.5", rates: .falling(0.005),
    definition: "momentum:momentum=0.8,nesterov=true,weight_decay=0.5")
}
