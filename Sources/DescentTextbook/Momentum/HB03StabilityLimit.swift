import Descent

extension Textbook {
  /// HB-03: heavy ball converges iff lr λ < 2(1 + β).
  static let hb03 = Experiment(
    "HB-03", "Heavy ball on a quadratic converges if and only if lr λ < 2 (1 + β).",
    formula: "lr* = 2 (1 + β) / λ", source: "Polyak 1964",
    kind: .threshold, refutation: "another limit by bisection on the rate", rule: "momentum",
    predict: {
      stabilityMomenta.map { beta in
        Prediction("limit at β = \(beta)", 2 * (1 + beta) / 7, .relative(1e-4))
      }
    },
    measure: { lab, rule in try momentumLimits(lab, rule) },
    control: .other("Nesterov") { lab in
      // Nesterov's form is not defined without momentum; there it is gradient descent.
      try momentumLimits(lab, Specification(literal: "momentum:nesterov=true"))
    })

  static let stabilityMomenta = [0, 0.5, 0.9, 0.99]

  /// The limits of the rate of a rule with each momentum, at curvature 7.
  static func momentumLimits(_ lab: Laboratory, _ rule: Specification) throws -> [Double] {
    let problem = DiagonalQuadratic([7])
    return try stabilityMomenta.map { beta in
      let rule =
        beta == 0 ? Specification(literal: "sgd") : rule.with(("momentum", beta))
      return try lab.bisected(1e-3, 100) {
        try lab.isStable(rule, rate: $0, on: problem, from: [1], steps: 3000)
      }
    }
  }
}
