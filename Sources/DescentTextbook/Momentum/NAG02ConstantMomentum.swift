import BowlProblems
import Descent
import DescentAlgebra
import DescentPictures
import DescentStudy

extension Textbook {
  /// Curvatures from μ to L.
  static let thirtyModes = DiagonalQuadratic(.geometric(strong, smooth, 30))
  static let ones = [Double](repeating: 1, count: 30)
  private static let (strong, smooth) = (NesterovParameters.strong, NesterovParameters.smooth)
  private static let conditionRoot = NesterovParameters.conditionRoot
  private static let steps = 300

  /// NAG-02a: with constant momentum, the gap falls by 1 − 1/√κ per step.
  static let nag02a = Experiment(
    "NAG-02a", "For strongly convex f Nesterov's gap is <= (1 - 1/√κ)^k (f_0 - f* + μ R²/2).",
    formula: "f_k − f* ≤ (1 − 1/√κ)^k (f₀ − f* + μ R²/2), of x_k and of the points ahead, at "
      + "lr = 1/L, β = (√κ − 1)/(√κ + 1)",
    source: "Nesterov 2004, (2.2.11); d'Aspremont, Scieur and Taylor 2021, Corollary 4.15",
    kind: .bound, refutation: "a step of \(steps) with a larger gap", rule: NesterovParameters.rule,
    predict: {
      [
        Prediction("largest ratio to the bound, x_k", 1, .atMost(slack: 1e-9)),
        Prediction("largest ratio to the bound, points ahead", 1, .atMost(slack: 1e-9)),
      ]
    },
    measure: { lab, rule in
      let gaps = try gaps(lab, rule)
      return [gaps.classical, gaps.ahead].map { losses in
        losses.indices.map { losses[$0] / gapBound($0) }.max() ?? .nan
      }
    },
    control: .rule("sgd")
  ).showing { lab, rule in
    let (classical, ahead) = try gaps(lab, rule)
    return ChartPanel(
      "gap on thirty modes", x: Axis("step k"), y: .logarithmic("f − f*"),
      [
        .predicted(
          "(1 − 1/√κ)^k (f₀ − f* + μ R²/2)", .curve(steps: Array(0...steps), gapBound)),
        .measured("\(rule.name), x_k", .trace(classical)),
        .measured("\(rule.name), points ahead", .trace(ahead)),
        .control("sgd", .trace(try gaps(lab, Specification(literal: "sgd")).ahead)),
      ])
  }

  private static func gapBound(_ k: Int) -> Double {
    let start = (thirtyModes.curvatures ?? []).reduce(0, +) / 2
    return .pow(1 - 1 / conditionRoot, k) * (start + strong * ones.dot(ones) / 2)
  }

  private static func gaps(
    _ lab: Laboratory, _ rule: Specification
  ) throws -> (classical: [Double], ahead: [Double]) {
    // The rule's parameters are the look-ahead points; a gradient step from each gives x_k.
    let path = try lab.path(
      lab.rule(rule, rate: 1 / smooth), on: thirtyModes, from: ones, steps: steps)
    let classical =
      try [path.losses[0]]
      + path.points.dropLast().map {
        try thirtyModes.value(
          at: $0.minus(thirtyModes.gradient(at: $0).scaled(by: 1 / smooth)))
      }
    return (classical, path.losses)
  }
}
