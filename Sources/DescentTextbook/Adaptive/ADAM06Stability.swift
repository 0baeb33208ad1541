import BowlProblems
import Descent
import DescentPictures

extension Textbook {
  /// ADAM-06a: with a frozen preconditioner, Adam is momentum with its own stability limit.
  ///
  /// The second moment is frozen in the state: it is set to P²/β₂ before each step, so that it is
  /// P² in the step, and the running powers are set to 0. The points start at 1e-160, where the
  /// squared gradient adds nothing; the recurrence is linear, so the size does not matter.
  static let adam06a = Experiment(
    "ADAM-06a",
    "With its preconditioner P frozen Adam is stable on λx²/2 iff lr λ/P < (2 + 2β₁)/(1 - β₁).",
    formula:
      "lr λ / P < (2 + 2β₁)/(1 − β₁): \(rounded(frozenLimit(usualBeta))) at β₁ = \(usualBeta)",
    source: "Cohen et al. 2022",
    kind: .threshold, refutation: "another limit by bisection on the rate",
    predict: {
      frozenBetas.map { beta in
        Prediction("limit at β₁ = \(beta)", frozenLimit(beta), .relative(1e-4))
      }
    },
    measure: { lab in try frozenBetas.map { try frozenCrossing(lab, $0) } },
    control: "momentum, whose gradient is not averaged"
  ) { lab in
    try frozenBetas.map { try momentumCrossing(lab, $0) }
  }.showing { lab, _ in
    let betas = (0...97).map { Double($0) / 100 }
    return ChartPanel(
      "the limit of frozen Adam", x: Axis("β₁"), y: .logarithmic("lr λ / P"),
      [
        .predicted("(2 + 2β₁)/(1 − β₁)", .curve(betas, frozenLimit)),
        .measured("adam, P frozen", try .curve(frozenBetas) { try frozenCrossing(lab, $0) }),
        .control("momentum, P = 1", try .curve(frozenBetas) { try momentumCrossing(lab, $0) }),
      ])
  }

  private static let frozenBetas = [0, 0.5, usualBeta, 0.95]
  static let usualBeta = 0.9

  static func frozenLimit(_ beta1: Double) -> Double { (2 + 2 * beta1) / (1 - beta1) }

  /// The largest lr λ/P at which frozen Adam contracts.
  private static func frozenCrossing(_ lab: Laboratory, _ beta1: Double) throws -> Double {
    let rule = Specification(literal: "adam:eps=0").with(("beta1", beta1))
    return try lab.crossing(0.1, 1000) { try frozenGrowth(lab, rule, ratio: $0) }
  }

  private static func momentumCrossing(_ lab: Laboratory, _ beta: Double) throws -> Double {
    let rule = Specification(literal: "momentum").with(("momentum", beta))
    return try lab.crossing(0.1, 1000) {
      try lab.growth(rule, rate: $0, on: DiagonalQuadratic([1]), from: [1], steps: 400)
    }
  }

  /// The growth of frozen Adam at a value of lr λ/P, measured as `growth` does.
  private static func frozenGrowth(
    _ lab: Laboratory, _ rule: Specification, ratio: Double
  ) throws -> Double {
    let (lambda, root, beta2, n) = (3.0, 0.5, 0.999, 400)
    // Larger points are outside the linear range.
    let largest = 1e-100
    var meter = GrowthMeter(steps: n, range: 1e-300...largest)
    try lab.drive(
      lab.rule(rule.with(("beta2", beta2)), rate: ratio * root / lambda), from: [1e-160],
      steps: 2 * n,
      before: { state in
        state.omitBiasCorrection()
        if let place = state.offset(of: "second_moment") {
          state.storage[place] = root * root / beta2
        }
      },
      gradient: { _, x, g in g[0] = lambda * x[0] },
      after: { t, x in
        x[0] = max(-largest, min(largest, x[0]))
        _ = meter.record(t, abs(x[0]))
      })
    return meter.growth
  }
}
