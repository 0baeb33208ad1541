import Descent
import DescentPictures
import DescentStudy
import WorstCaseProblems

extension Textbook {
  private static let (l, mu) = (cycling.l, cycling.mu)
  private static let safeRate = 0.5 / l
  private static let safeMomentum = Double.sqrt((1 - safeRate * mu) * (1 - safeRate * l))
  private static let (safeStarts, safeSteps) = ([3.3, -2, 1.5, 10], 200)

  /// HB-05: a rate up to 1/L with a momentum below a bound converges on all strongly convex
  /// functions.
  static let hb05 = Experiment(
    "HB-05", "For strongly convex f heavy ball is linear at lr <= 1/L, β = √((1-lr μ)(1-lr L)).",
    formula: "f_k − f* ≤ (1 − lr μ)^k (f₀ − f*)",
    source: "Ghadimi, Feyzmahdavian and Johansson 2015, Theorem 4", kind: .bound,
    refutation: "a start and a step with a larger gap",
    rule: "momentum:momentum=\(safeMomentum)",
    predict: { [Prediction("largest ratio to the bound", 1, .atMost(slack: 1e-9))] },
    measure: { lab, rule in
      [largestRatio(try largestShares(lab, rule, rate: safeRate), rate: safeRate)]
    },
    control: .other("the parameters of the cycle") { lab in
      [largestRatio(try cyclingShares(lab), rate: cycling.rate)]
    }
  ).showing { lab, rule in
    ChartPanel(
      "share of the gap that is left, worst of \(safeStarts.count) starts", x: Axis("step k"),
      y: .logarithmic("(f_k − f*)/(f₀ − f*)"),
      [
        .predicted(
          "(1 − lr μ)^k", .curve(steps: Array(0...safeSteps)) { .pow(1 - safeRate * mu, $0) }),
        .measured(rule.name, .trace(try largestShares(lab, rule, rate: safeRate))),
        .control("the parameters of the cycle", .trace(try cyclingShares(lab))),
      ])
  }

  private static func cyclingShares(_ lab: Laboratory) throws -> [Double] {
    try largestShares(lab, Specification(literal: cycling.rule), rate: cycling.rate)
  }

  /// f_k/f₀ at each step, the largest over the starts; f* = 0.
  private static func largestShares(
    _ lab: Laboratory, _ rule: Specification, rate: Double
  ) throws -> [Double] {
    let runs = try safeStarts.map {
      try lab.path(
        lab.rule(rule, rate: rate), on: Separable.lessard, from: [$0], steps: safeSteps
      ).losses
    }
    return (0...safeSteps).map { k in runs.map { $0[k] / $0[0] }.max() ?? .nan }
  }

  private static func largestRatio(_ shares: [Double], rate: Double) -> Double {
    shares.indices.dropFirst().map { shares[$0] / .pow(1 - rate * mu, $0) }.max() ?? .nan
  }
}
