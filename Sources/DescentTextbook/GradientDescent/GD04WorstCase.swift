import BowlProblems
import Descent
import DescentAlgebra
import DescentPictures
import DescentStudy
import WorstCaseProblems

extension Textbook {
  private static let (l, r) = (WorstCase.l, WorstCase.r)
  private static let worstCaseSteps = [1, 5, 20, 100]
  private static let shortStep = 0.5

  /// GD-04a: with lr = 1/L the gap is at most LR²/(4k + 2), attained on a Huber function.
  static let gd04a = Experiment(
    "GD-04a", "For convex L-smooth f and lr = 1/L, f_k - f* <= L R²/(4k + 2), and no less will do.",
    formula: "f_k − f* = L R² / (4k + 2) on the Huber function of τ = R/(2k + 1)",
    source: "Drori and Teboulle 2014, Theorem 3.1", kind: .identity,
    refutation: "a gap on that function other than the bound", rule: "sgd",
    predict: {
      worstCaseSteps.map {
        Prediction("gap at k = \($0)", WorstCase.bound($0), .relative(1e-11))
      }
    },
    measure: { lab, rule in try worstCaseSteps.map { try attainedGap(lab, rule, $0) } },
    control: .other("lr = \(shortStep)/L") { lab in
      try worstCaseSteps.map {
        try attainedGap(lab, Specification(literal: "sgd"), $0, h: shortStep)
      }
    }
  ).showing { lab, rule in
    let steps = [1, 2, 3, 5, 10, 20, 30, 50, 100]
    return ChartPanel(
      "gap after k steps, each k on its own Huber function", x: .logarithmic("k"),
      y: .logarithmic("f_k − f*"),
      [
        .predicted("L R²/(4k + 2)", .curve(steps: Array(1...100)) { WorstCase.bound($0) }),
        .measured(
          "\(rule.name), lr = 1/L", try .curve(steps: steps) { try attainedGap(lab, rule, $0) }),
        .control(
          "sgd, lr = \(shortStep)/L",
          try .curve(steps: steps) {
            try attainedGap(lab, Specification(literal: "sgd"), $0, h: shortStep)
          }),
      ])
  }

  private static func attainedGap(
    _ lab: Laboratory, _ rule: Specification, _ k: Int, h: Double = 1
  ) throws -> Double {
    try WorstCase.huberGap(lab, rule, tau: r / Double(2 * k + 1), h: h, steps: k)
  }

  private static let (longStep, missing) = (1.98, 0.01)

  /// GD-04b: over Huber functions and quadratics the bound is never exceeded, and is reached.
  static let gd04b = Experiment(
    "GD-04b", "On Huber functions and quadratics lr = 1/L keeps to L R²/(4k + 2), and is near it.",
    formula: "\(1 - missing) ≤ max over functions and k of (f_k − f*)(4k + 2)/(L R²) ≤ 1",
    source: "Drori and Teboulle 2014, Theorem 3.1", kind: .bound,
    refutation: "a function and a step where the ratio exceeds 1", rule: "sgd",
    predict: {
      [
        Prediction("largest ratio", 1, .atMost(slack: 1e-12)),
        Prediction("largest ratio, not vacuous", 1, .atLeast(slack: missing)),
      ]
    },
    measure: { lab, rule in largestRatios(try largestGaps(lab, rule, h: 1)) },
    control: .other("lr = \(longStep)/L") { lab in
      largestRatios(try largestGaps(lab, Specification(literal: "sgd"), h: longStep))
    }
  ).showing { lab, rule in
    let gaps = try largestGaps(lab, rule, h: 1)
    let long = try largestGaps(lab, Specification(literal: "sgd"), h: longStep)
    let steps = Set([Double].geometric(1, 300, 36).map { Int($0.rounded()) }).sorted()
    return ChartPanel(
      "largest gap over Huber functions and quadratics", x: .logarithmic("k"),
      y: .logarithmic("f_k − f*"),
      [
        .predicted("L R²/(4k + 2)", .curve(steps: Array(1...300)) { WorstCase.bound($0) }),
        .measured("\(rule.name), lr = 1/L", .curve(steps: steps) { gaps[$0] }),
        .control("sgd, lr = \(longStep)/L", .curve(steps: Array(1...300)) { long[$0] }),
      ])
  }

  private static func largestRatios(_ gaps: [Double]) -> [Double] {
    let ratio = gaps.indices.dropFirst().reduce(0) { max($0, gaps[$1] / WorstCase.bound($1)) }
    return [ratio, ratio]
  }

  /// The largest gap over all functions, at each step.
  private static func largestGaps(
    _ lab: Laboratory, _ rule: Specification, h: Double
  ) throws -> [Double] {
    var runs: [(problem: any Problem, start: [Double])] = [Double].geometric(1e-3, r, 25).map {
      (Separable.huber(l, $0), [r])
    }
    for power in [0.5, 1, 2] {
      let spectrum = (1...50).map { l * .pow(Double($0), -power) }
      runs.append((DiagonalQuadratic(spectrum), [Double](repeating: r / .sqrt(50), count: 50)))
    }
    return try runs.reduce([Double](repeating: 0, count: 301)) { largest, run in
      let losses = try lab.path(
        lab.rule(rule, rate: h / l), on: run.problem, from: run.start, steps: 300
      ).losses
      return zip(largest, losses).map { max($0, $1) }
    }
  }
}
