import BowlProblems
import Descent
import DescentPictures

extension Textbook {
  private static let (spectrum, l, steps) = ([1.0, 5, 20], 20.0, 400)

  /// GD-03: gradient descent on a quadratic converges iff its rate is below 2/L.
  static let gd03 = Experiment(
    "GD-03", "On a positive definite quadratic gradient descent converges if and only if lr < 2/L.",
    formula: "lr* = 2 / λ_max", source: "folklore; Polyak 1987, §1.4",
    kind: .threshold, refutation: "a limit other than 2/λ_max by bisection on the rate",
    rule: "sgd",
    predict: { [Prediction("limit of the rate", 2 / l, .relative(1e-6))] },
    measure: { lab, rule in
      [try lab.crossing(1e-3, 1) { try growth(lab, rule, rate: $0) }]
    },
    control: .rule(otherRule)
  ).showing { lab, rule in
    // At larger rates, the runs overflow.
    let rates = [Double].evenly(0.2 / l, 3.2 / l, 31)
    func exponents(_ rule: Specification) throws -> [SIMD2<Double>] {
      try .curve(rates) { try growth(lab, rule, rate: $0) / Double(steps) }
    }
    return ChartPanel(
      "growth of |x|: below 0 it converges", x: Axis("lr"), y: Axis("ln of the factor per step"),
      [
        .predicted(
          "max over λ of ln |1 − lr λ|",
          .curve(rates) { rate in spectrum.map { .log(abs(1 - rate * $0)) }.max() ?? .nan }),
        .predicted("lr = 2/λ_max", .upright(2 / l, from: -0.4, to: 0.6)),
        .measured(rule.name, try exponents(rule)),
        .control(otherRule, try exponents(Specification(literal: otherRule))),
      ])
  }

  private static let otherRule = "momentum:momentum=0.5"

  /// The increase of ln |x| over a number of steps, after the largest mode dominates.
  private static func growth(
    _ lab: Laboratory, _ rule: Specification, rate: Double
  ) throws -> Double {
    try lab.growth(
      rule, rate: rate, on: DiagonalQuadratic(spectrum), from: [1, 1, 1], steps: steps)
  }
}
