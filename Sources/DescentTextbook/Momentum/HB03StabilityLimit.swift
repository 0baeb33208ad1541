import BowlProblems
import Descent
import DescentPictures

extension Textbook {
  /// HB-03: heavy ball converges iff lr λ < 2(1 + β).
  static let hb03 = limitExperiment(
    "HB-03", "Heavy ball, 0 <= β < 1, on a quadratic converges if and only if lr λ < 2 (1 + β).",
    formula: "lr* = 2 (1 + β) / λ", rule: "momentum", control: "momentum:nesterov=true"
  ) { 2 * (1 + $0) }

  /// NAG-03: Nesterov's method converges iff lr λ < 2(1 + β)/(1 + 2β).
  static let nag03 = limitExperiment(
    "NAG-03", "Nesterov's method on a quadratic converges iff lr λ < 2 (1 + β)/(1 + 2β).",
    formula: "lr* = 2 (1 + β) / ((1 + 2β) λ)", rule: "momentum:nesterov=true", control: "momentum"
  ) { 2 * (1 + $0) / (1 + 2 * $0) }

  /// HB-03e: momentum as a moving average converges iff lr λ < 2(1 + β)/(1 − β).
  static let hb03e = limitExperiment(
    "HB-03e",
    "On a quadratic momentum that averages gradients converges iff lr λ < 2 (1 + β)/(1 - β).",
    formula: "lr* = 2 (1 + β) / ((1 − β) λ)", rule: "momentum:dampens_first=true",
    averages: true, control: "momentum"
  ) { 2 * (1 + $0) / (1 - $0) }

  static let stabilityMomenta = [0, 0.5, 0.9, 0.99]
  private static let curvature = 7.0

  private static func limitExperiment(
    _ id: String, _ claim: String, formula: String, rule: String, averages: Bool = false,
    control: String, limit: @escaping @Sendable (Double) -> Double
  ) -> Experiment {
    Experiment(
      id, claim, formula: formula,
      source: "Polyak 1964; Cohen et al. 2021", kind: .threshold,
      refutation: "another limit where the growth of |x| changes sign", rule: rule,
      predict: {
        stabilityMomenta.map {
          Prediction("limit at β = \($0)", limit($0) / curvature, .relative(1e-4))
        }
      },
      measure: { lab, rule in try momentumLimits(lab, rule, averages: averages) },
      control: .other(control) { lab in
        try momentumLimits(lab, Specification(literal: control))
      }
    ).showing { lab, rule in
      func graph(_ limits: [Double]) -> [SIMD2<Double>] {
        zip(stabilityMomenta, limits).map { SIMD2($0, $1 * curvature) }
      }
      let momenta = (0...99).map { Double($0) / 100 }
      return ChartPanel(
        "the limit of the rate", x: Axis("momentum β"), y: .logarithmic("lr λ"),
        [
          .predicted(formula, .curve(momenta, limit)),
          .measured(
            "\(rule.name), measured", graph(try momentumLimits(lab, rule, averages: averages))),
          .control(
            "control: \(control)", graph(try momentumLimits(lab, Specification(literal: control)))),
        ])
    }
  }

  /// The limits of the rate for each momentum.
  /// - Parameter averages: whether gradients are weighted by 1 − β.
  private static func momentumLimits(
    _ lab: Laboratory, _ rule: Specification, averages: Bool = false
  ) throws -> [Double] {
    let problem = DiagonalQuadratic([curvature])
    return try stabilityMomenta.map { beta in
      var rule = rule.with(("momentum", beta))
      if averages { rule = rule.with(("dampening", beta)) }
      // Nesterov's form is not defined without momentum; the rule is then plain momentum with β
      // = 0.
      if beta == 0 { rule.settings.removeAll { $0.key == "nesterov" } }
      return try lab.crossing(1e-3, 100) {
        try lab.growth(
          rule, rate: $0, on: problem, from: [1],
          steps: Laboratory.stabilitySteps(momentum: beta))
      }
    }
  }
}
