import BowlProblems
import Descent
import DescentAlgebra
import DescentPictures
import DescentStudy

extension Textbook {
  private static let (mu, l, share) = (1.0, 50.0, 0.9)
  private static let spectrum = [mu, 13, l]
  private static let factor = Double.pow((l / mu - 1) / (l / mu + 1), 2)

  /// GD-08: with exact line search from Kantorovich's start every step has the worst factor.
  static let gd08 = Experiment(
    "GD-08",
    "From the worst start exact line search multiplies a quadratic by ((κ-1)/(κ+1))² per step.",
    formula: "f_{k+1}/f_k = ((κ − 1)/(κ + 1))² for every k, from x₀ = (1, 0, …, 0, μ/L)",
    source: "Akaike 1959; Luenberger 1973; tight for general f: de Klerk, Glineur and Taylor 2017",
    kind: .identity, refutation: "a step with another factor",
    rule: "sgd",
    predict: {
      [
        Prediction("least factor", factor, .relative(1e-9)),
        Prediction("largest factor", factor, .relative(1e-9)),
      ]
    },
    measure: { lab, rule in try extremes(lineSearchFactors(lab, rule, share: 1)) },
    control: .other("\(share) of the exact step") { lab in
      try extremes(lineSearchFactors(lab, Specification(literal: "sgd"), share: share))
    }
  ).showing { lab, rule in
    let short = try lineSearchFactors(lab, Specification(literal: "sgd"), share: share)
    return ChartPanel(
      "what a step leaves of f", x: Axis("step k"), y: Axis("f_k/f_{k−1}"),
      [
        .predicted(
          "((κ − 1)/(κ + 1))²", .curve(steps: Array(1...lineSearchSteps)) { _ in factor }),
        .measured(
          "\(rule.name), exact steps",
          .trace(try lineSearchFactors(lab, rule, share: 1), from: 1)),
        .control("sgd, \(share) of the exact step", .trace(short, from: 1)),
      ])
  }

  private static let lineSearchSteps = 30

  private static func extremes(_ factors: [Double]) -> [Double] {
    [factors.min() ?? .nan, factors.max() ?? .nan]
  }

  /// f_{k+1}/f_k for 30 steps, each a given share of the exact step.
  static func lineSearchFactors(
    _ lab: Laboratory, _ rule: Specification, share: Double
  ) throws -> [Double] {
    let losses = try lab.path(
      lab.rule(rule, rate: 1), on: DiagonalQuadratic(spectrum), from: [1, 0, mu / l],
      steps: lineSearchSteps,
      rate: { _, _, gradient in
        let curvature = zip(spectrum, gradient).reduce(0) { $0 + $1.0 * $1.1 * $1.1 }
        return share * gradient.dot(gradient) / curvature
      }
    ).losses
    return (1...lineSearchSteps).map { losses[$0] / losses[$0 - 1] }
  }
}
