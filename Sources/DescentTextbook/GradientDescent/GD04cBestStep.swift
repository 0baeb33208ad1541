import BowlProblems
import Descent
import DescentPictures
import DescentStudy
import WorstCaseProblems

extension Textbook {
  private static let (l, r, horizon) = (WorstCase.l, WorstCase.r, 10)
  private static let otherStep = 1.5

  /// GD-04c: the best constant step for a horizon k solves 1/(2kh + 1) = (1 − h)^{2k}.
  static let gd04c = Experiment(
    "GD-04c", "On the two worst functions the best lr = h/L has 1/(2kh + 1) = (1 - h)^(2k).",
    formula: "1/(2kh + 1) = (1 − h)^{2k}, k = \(horizon)",
    source: "conjectured by Drori and Teboulle 2014 and Taylor, Hendrickx and Glineur 2017; "
      + "proved by Kim 2024",
    kind: .threshold, refutation: "a minimax step elsewhere on the two worst functions",
    rule: "sgd",
    predict: { [Prediction("h", bestStep(), .absolute(1e-6))] },
    measure: { lab, rule in
      [try lab.minimized(1, 1.999, tolerance: 1e-11) { try worstGap(lab, rule, h: $0) }]
    },
    control: .other("h = \(otherStep)") { _ in [otherStep] }
  ).showing { lab, rule in
    let steps = [Double].evenly(1, 1.98, 36)
    return ChartPanel(
      "gap after \(horizon) steps, the larger of two functions", x: Axis("h = lr L"),
      y: .logarithmic("f_k − f*"),
      [
        .predicted(
          "the larger of both gaps",
          .curve(steps) { l * r * r / 2 * max(linearGap($0), squareGap($0)) }),
        .predicted("the h of equal gaps", .upright(bestStep(), from: 0.3, to: 20)),
        .measured(rule.name, try .curve(steps) { try worstGap(lab, rule, h: $0) }),
        .control(
          "h = \(otherStep)",
          [SIMD2(otherStep, try worstGap(lab, Specification(literal: "sgd"), h: otherStep))]),
      ])
  }

  /// The gap on the Huber function, over LR²/2.
  private static func linearGap(_ h: Double) -> Double { 1 / (2 * Double(horizon) * h + 1) }
  /// The gap on the quadratic, over LR²/2.
  private static func squareGap(_ h: Double) -> Double { .pow(1 - h, 2 * horizon) }

  /// The step at which both are equal: above 1, the first falls with h and the second rises.
  private static func bestStep() -> Double {
    var (low, high) = (1.0, 2.0)
    while true {
      let h = (low + high) / 2
      guard low < h, h < high else { return h }
      if linearGap(h) > squareGap(h) { low = h } else { high = h }
    }
  }

  private static func worstGap(
    _ lab: Laboratory, _ rule: Specification, h: Double
  ) throws -> Double {
    let huber = try WorstCase.huberGap(lab, rule, tau: r * linearGap(h), h: h, steps: horizon)
    let square = try lab.path(
      lab.rule(rule, rate: h / l), on: DiagonalQuadratic([l]), from: [r], steps: horizon
    ).losses[horizon]
    return max(huber, square)
  }
}
