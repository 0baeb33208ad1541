import Descent
import DescentPictures

extension Textbook {
  /// ADAM-05a: on Reddi's periodic losses Adam goes to the worst point.
  ///
  /// The construction has no bias correction. The experiment removes it exactly by setting the
  /// state's running powers of β₁ and β₂ to 0 before every step, which makes both corrections
  /// 1.
  static let adam05a = Experiment(
    "ADAM-05a",
    "Adam (β₁ = 0, no bias correction) ends at the worst point of some convex online losses.",
    formula: "f_t = C x if t mod 3 = 1, else −x, β₂ = 1/(1 + C²): x_T = 1, regret / T → (2C − 4)/3",
    source: "Reddi, Kale and Kumar 2018, Theorem 1; the limit of the regret is derived here",
    kind: .phenomenon, refutation: "a point other than 1, or a regret that vanishes",
    predict: {
      reddiConstants.flatMap { c in
        [
          Prediction("x_T at C = \(c)", 1, .absolute(1e-9)),
          Prediction("tail regret at C = \(c)", (2 * c - 4) / 3, .relative(0.02)),
        ]
      }
    },
    measure: { lab in try periodicLosses(lab, Specification(literal: memoryless)) },
    control: "AMSGrad"
  ) { lab in
    try periodicLosses(lab, Specification(literal: memorylessMaximum))
  }.showing { lab, _ in
    try reddiChart(
      lab, worst: ["adam": Specification(literal: memoryless)],
      control: "AMSGrad", Specification(literal: memorylessMaximum))
  }

  private static let memoryless = "adam:beta1=0"
  private static let memorylessMaximum = memoryless + ",amsgrad=true"
  private static let (reachedPoint, vanishingRegret) = (-0.99, 0.02)

  /// ADAM-05b: with a second moment that cannot fall Adam converges there, and so does SGD.
  static let adam05b = Experiment(
    "ADAM-05b",
    "On the losses of ADAM-05a AMSGrad and SGD, at rates ∝ 1/√t, go to the best point.",
    formula: "x_T → −1, regret / T → 0", source: "Reddi, Kale and Kumar 2018, Theorem 4",
    kind: .phenomenon,
    refutation: "a point above \(reachedPoint), or a tail regret of \(vanishingRegret)",
    rule: memorylessMaximum,
    predict: {
      ["", "SGD, "].flatMap { rule in
        reddiConstants.flatMap { c in
          [
            Prediction("\(rule)x_T at C = \(c)", reachedPoint, .absoluteAtMost(1e-9)),
            Prediction("\(rule)tail regret at C = \(c)", vanishingRegret, .atMost(slack: 0)),
          ]
        }
      }
    },
    measure: { lab, rule in
      try periodicLosses(lab, rule) + periodicLosses(lab, Specification(literal: "sgd"))
    },
    control: .rule(memoryless)
  ).showing { lab, rule in
    let name = rule.settings.contains { $0.key == "amsgrad" } ? "AMSGrad" : rule.name
    return try reddiChart(
      lab, best: [name: rule, "SGD": Specification(literal: "sgd")],
      control: "adam", Specification(literal: memoryless))
  }

  static let reddiConstants = [3.0, 5, 10]

  private static func periodicLosses(
    _ lab: Laboratory, _ rule: Specification
  ) throws -> [Double] {
    try reddiConstants.flatMap { c in
      let run = try periodicRun(lab, rule, c)
      return [run.last, run.tailRegret]
    }
  }

  static func periodicRun(
    _ lab: Laboratory, _ rule: Specification, _ c: Double
  ) throws -> OnlineRun {
    let beta2 = 1 / (1 + c * c)
    let rate = 0.5 * (1 - beta2).squareRoot()
    return try lab.onlineRun(
      lab.rule(rule, rate: rate, where: [("beta2", beta2)]), rate: rate, steps: 30_000,
      tail: 3000, isCorrected: false, slope: { $0 % 3 == 1 ? c : -1 })
  }
}
