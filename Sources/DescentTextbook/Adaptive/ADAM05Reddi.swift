import Descent

extension Textbook {
  /// ADAM-05a: on Reddi's periodic losses Adam goes to the worst point.
  ///
  /// The construction has no bias correction. `Adam` has no such option; it is had exactly by
  /// setting the state's running powers of β₁ and β₂ to 0 before every step, which makes both
  /// corrections 1.
  static let adam05a = Experiment(
    "ADAM-05a", "There are convex online losses on which Adam ends at the worst point.",
    formula: "f_t = C x if t mod 3 = 1, else −x: x_T = 1, regret / T → (2C − 4)/3",
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
    measure: { lab in try periodicLosses(lab, Specification(literal: "adam:beta1=0")) },
    control: "AMSGrad"
  ) { lab in try periodicLosses(lab, Specification(literal: "adam:beta1=0,amsgrad=true")) }

  /// ADAM-05b: with a second moment that cannot fall Adam converges there, and so does SGD.
  static let adam05b = Experiment(
    "ADAM-05b", "On the same losses AMSGrad and SGD go to the best point.",
    formula: "x_T → −1, regret / T → 0", source: "Reddi, Kale and Kumar 2018, Theorem 4",
    kind: .phenomenon, refutation: "a point above −0.99, or a tail regret of 0.02",
    rule: "adam:beta1=0,amsgrad=true",
    predict: {
      ["", "SGD, "].flatMap { rule in
        reddiConstants.flatMap { c in
          [
            Prediction("\(rule)x_T at C = \(c)", -0.99, .absoluteAtMost(1e-9)),
            Prediction("\(rule)tail regret at C = \(c)", 0.02, .atMost(slack: 0)),
          ]
        }
      }
    },
    measure: { lab, rule in
      try periodicLosses(lab, rule) + periodicLosses(lab, Specification(literal: "sgd"))
    },
    control: .rule("adam:beta1=0"))

  private static let reddiConstants = [3.0, 5, 10]

  private static func periodicLosses(
    _ lab: Laboratory, _ rule: Specification
  ) throws -> [Double] {
    try reddiConstants.flatMap { c in
      let beta2 = 1 / (1 + c * c)
      let rate = 0.5 * (1 - beta2).squareRoot()
      return try lab.onlineRun(
        lab.rule(rule, rate: rate, where: [("beta2", beta2)]), rate: rate, steps: 30_000,
        tail: 3000, isCorrected: false, slope: { $0 % 3 == 1 ? c : -1 })
    }
  }

  /// ADAM-05c: the losses of the same paper's experiment, with bias correction and β₁ = 0.9.
  static let adam05c = Experiment(
    "ADAM-05c", "A large gradient at every 101st step is not enough for Adam, though it prevails.",
    formula: "f_t = 1010 x if t mod 101 = 1, else −10 x: x_T = 1, regret / T → 2 (1010 − 1000)/101",
    source: "Reddi, Kale and Kumar 2018, §5", kind: .phenomenon,
    refutation: "a point other than 1, or another regret over the last third",
    predict: {
      [
        Prediction("x_T", 1, .absolute(1e-9)),
        Prediction("tail regret", 2.0 * (1010 - 100 * 10) / 101, .relative(0.1)),
      ]
    },
    measure: { lab in try sparseLosses(lab, "adam:beta2=0.99", rate: 0.1) },
    control: "AMSGrad, lr = 0.5/√t",
    { lab in try sparseLosses(lab, "adam:beta2=0.99,amsgrad=true", rate: 0.5) })

  private static func sparseLosses(
    _ lab: Laboratory, _ rule: String, rate: Double
  ) throws -> [Double] {
    try lab.onlineRun(
      lab.rule(Specification(literal: rule), rate: rate), rate: rate, steps: 303_000,
      tail: 101_000, isCorrected: true, slope: { $0 % 101 == 1 ? 1010 : -10 })
  }
}

extension Laboratory {
  /// Online losses c_t x on [−1, 1] from 0 with the rate falling as 1/√t and the point clamped after
  /// each step: the last point, and the mean regret of the last steps against the point −1.
  func onlineRun(
    _ optimizer: any Optimizer, rate: Double, steps: Int, tail: Int, isCorrected: Bool,
    slope: (_ step: Int) -> Double
  ) throws -> [Double] {
    var regret = 0.0
    let last = try drive(
      optimizer, from: [0], steps: steps, rate: { rate / Double($0).squareRoot() },
      before: isCorrected ? nil : { $0.omitBiasCorrection() },
      gradient: { t, x, g in
        g[0] = slope(t)
        if t > steps - tail { regret += g[0] * (x[0] + 1) }
      },
      after: { _, x in x[0] = min(1, max(-1, x[0])) })
    return [last[0], regret / Double(tail)]
  }
}
