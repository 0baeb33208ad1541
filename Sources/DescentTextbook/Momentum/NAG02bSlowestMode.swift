import BowlProblems
import Descent
import DescentAlgebra
import DescentPictures
import DescentStudy

extension Textbook {
  private static let (strong, smooth) = (NesterovParameters.strong, NesterovParameters.smooth)
  private static let conditionRoot = NesterovParameters.conditionRoot
  private static let heavyBall = "momentum:momentum=\(NesterovParameters.momentum)"
  private static let steps = 300

  /// NAG-02b: the slowest mode has a double root, hence a linear factor.
  static let nag02b = Experiment(
    "NAG-02b", "On a quadratic Nesterov's slowest mode is (1 + ck)(1 - 1/√κ)^k exactly.",
    formula: "x_k = (1 + ck) r^k, r = 1 − 1/√κ, c = x₁/r − 1; x₁ = 1 − μ/L, ahead 1 − (1 + β)μ/L; "
      + "lr = 1/L, β = (√κ − 1)/(√κ + 1)",
    source: "derived here", kind: .identity,
    refutation: "a trajectory of \(steps) steps that differs by more than rounding",
    rule: NesterovParameters.rule,
    predict: {
      [
        Prediction("error of x_k (l2)", 0, .absolute(1e-9)),
        Prediction("error of the points ahead (l2)", 0, .absolute(1e-9)),
      ]
    },
    measure: { lab, rule in
      let ahead = try slowMode(lab, rule)
      return slowErrors(classical(ahead), ahead)
    },
    control: .other("heavy ball of the same rate and momentum") { lab in
      let x = try slowMode(lab, Specification(literal: heavyBall))
      return slowErrors(x, x)
    }
  ).showing { lab, rule in
    let ahead = try slowMode(lab, rule)
    let formulas = slowFirsts.map { first in
      [SIMD2<Double>].curve(steps: Array(0...steps)) { slowFormula(first, $0) }
    }
    return ChartPanel(
      "the slowest mode", x: Axis("step k"), y: .logarithmic("x_k"),
      [
        .predicted("(1 + ck)(1 − 1/√κ)^k", .lines(formulas)),
        .measured("\(rule.name), x_k", .trace(classical(ahead))),
        .measured("\(rule.name), points ahead", .trace(ahead)),
        .control(
          "heavy ball, |x_k|",
          .trace(try slowMode(lab, Specification(literal: heavyBall)).map { abs($0) })),
      ])
  }

  /// The slowest mode of the rule's parameters, starting from 1.
  private static func slowMode(_ lab: Laboratory, _ rule: Specification) throws -> [Double] {
    try lab.path(
      lab.rule(rule, rate: 1 / smooth), on: DiagonalQuadratic([strong]), from: [1], steps: steps
    ).points.map { $0[0] }
  }

  /// x_k from the look-ahead points, by a gradient step from each.
  private static func classical(_ ahead: [Double]) -> [Double] {
    [1] + ahead.dropLast().map { $0 * (1 - strong / smooth) }
  }

  /// x₁ of the textbooks' form, and of the look-ahead points.
  private static let slowFirsts = [
    1 - strong / smooth, 1 - (1 + NesterovParameters.momentum) * strong / smooth,
  ]

  private static func slowFormula(_ first: Double, _ k: Int) -> Double {
    let root = 1 - 1 / conditionRoot
    return (1 + (first / root - 1) * Double(k)) * .pow(root, k)
  }

  private static func slowErrors(_ classical: [Double], _ ahead: [Double]) -> [Double] {
    zip([classical, ahead], slowFirsts).map { points, first in
      points.indices.map { points[$0] - slowFormula(first, $0) }.norm
    }
  }
}
