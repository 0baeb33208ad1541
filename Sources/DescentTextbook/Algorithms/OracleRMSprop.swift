import BowlProblems
import Descent
import RealModule

extension Textbook {
  // Fifty steps only, because soon after, RMSprop is at its edge of stability, where it
  // amplifies rounding errors.
  static let oracleRMSprop = Experiment.oracle(
    "ORACLE-RMSprop", "RMSprop divides each gradient by the root of the running mean of squares.",
    formula: "xₜ = xₜ₋₁ − lr gₜ/(√((1 − ρ) Σ ρ^{t−i} gᵢ²) + ε)",
    source: "Tieleman and Hinton 2012; Paszke et al. 2019, torch.optim.RMSprop", rule: "rmsprop",
    rates: .constant(0.01), steps: 50,
    definition: "rmsprop:alpha=0.99,eps=1e-8")

  static let oracleRMSpropCentred = Experiment.oracle(
    "ORACLE-RMSprop+centred", "Centred RMSprop divides by the root of the variance about the mean.",
    formula: "√((1 − ρ) Σ ρ^{t−i} gᵢ² − ((1 − ρ) Σ ρ^{t−i} gᵢ)²) + ε",
    source: "Graves 2013, eq. 38-40; Paszke et al. 2019, torch.optim.RMSprop",
    rule: "rmsprop:alpha=0.9,centered=true,eps=0.1", rates: .falling(0.02), steps: 50,
    definition: "rmsprop:alpha=0.9,centered=true,eps=0.1")

  static let oracleRMSpropMomentum = Experiment.oracle(
    "ORACLE-RMSprop+momentum",
    "RMSprop's momentum adds up scaled gradients, each weighted μ^k at age k.",
    formula: "bₜ = Σ μ^{t−i} gᵢ/(√vᵢ + ε)",
    source: "Graves 2013, eq. 41; Paszke et al. 2019, torch.optim.RMSprop",
    rule: "rmsprop:momentum=0.8", rates: .falling(0.005), steps: 50,
    definition: "rmsprop:alpha=0.99,momentum=0.8,eps=1e-8")

  static let oracleRMSpropBoth = Experiment.oracle(
    "ORACLE-RMSprop+both", "RMSprop may be centred and have momentum.",
    formula: "bₜ = Σ μ^{t−i} gᵢ/(√(vᵢ − mᵢ²) + ε)", source: "Graves 2013, eq. 38-41",
    rule: "rmsprop:alpha=0.9,centered=true,momentum=0.8,eps=0.1", rates: .falling(0.005),
    steps: 50,
    definition: "rmsprop:alpha=0.9,momentum=0.8,centered=true,eps=0.1")

  static let oracleRMSpropDecay = Experiment.oracle(
    "ORACLE-RMSprop+L2", "Weight decay of RMSprop enters the gradient and its square.",
    formula: "gₜ = ∇f + λ xₜ₋₁", source: "Paszke et al. 2019, torch.optim.RMSprop",
    rule: "rmsprop:alpha=0.9,weight_decay=0.5", rates: .falling(0.01), steps: 50,
    definition: "rmsprop:alpha=0.9,eps=1e-8,weight_decay=0.5")

  /// A variance of 0, which rounding errors make negative.
  static let oracleRMSpropConstant = Experiment(
    "ORACLE-RMSprop+constant",
    "Centred RMSprop under a constant gradient: the variance fades to 0, never below.",
    formula: "xₜ = x₀ − lr Σ g/(√(ρ^i (1 − ρ^i)) |g| + ε)", source: "derived here",
    kind: .identity, refutation: "NaN, or another point after 400 steps",
    rule: "rmsprop:centered=true,alpha=0.9,eps=1",
    predict: {
      steadyGradients.map { g in
        let x = (1...400).reduce(0.0) { x, t in
          let power = Double.pow(0.9, t)
          return x - 0.01 * g / (.sqrt(power * (1 - power)) * abs(g) + 1)
        }
        // The difference of v and m² has a rounding error of 1e-16 g², so its root has an error
        // of 1e-8 |g|.
        return Prediction("x, g = \(g)", x, .relative(1e-6))
      }
    },
    measure: { lab, rule in
      let slope = DenseQuadratic(
        .diagonal(steadyGradients.map { _ in 0 }), steadyGradients.map { -$0 })
      let start = steadyGradients.map { _ in 0.0 }
      return try lab.path(lab.rule(rule, rate: 0.01), on: slope, from: start, steps: 400).last
    },
    control: .rule("rmsprop:alpha=0.9,eps=1"))

  // Rounding makes v − m² negative for one in three of these numbers.
  private static let steadyGradients = (1...24).map { Double($0) / 7 }
}
