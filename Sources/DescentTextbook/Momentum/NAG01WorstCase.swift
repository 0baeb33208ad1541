import Descent
import DescentAlgebra
import DescentPictures
import DescentStudy
import WorstCaseProblems

extension Textbook {
  private static let (chain, steps) = (NesterovChain(101), 400)

  /// NAG-01a: Nesterov's method of 1983 (FISTA) keeps the gap below 2LR²/(k + 1)².
  static let nag01a = Experiment(
    "NAG-01a", "For convex f Nesterov's method of 1983 (FISTA) keeps f_k - f* <= 2 L R²/(k + 1)².",
    formula: "f_k − f* ≤ 2 L R²/(k + 1)²", source: "Beck and Teboulle 2009, Theorem 4.4",
    kind: .bound, refutation: "a step with a larger gap on NEST(\(chain.dimensionCount))",
    rule: "momentum",
    predict: { [Prediction("largest ratio to the bound", 1, .atMost(slack: 1e-9))] },
    measure: { lab, rule in [largestRatio(try accelerated(lab, rule))] },
    control: .other("gradient descent at 1/L") { lab in [largestRatio(try descent(lab))] }
  ).showing { lab, rule in
    let (fast, plain) = (try accelerated(lab, rule), try descent(lab))
    let marks = [Int].geometric(to: steps, 36)
    return ChartPanel(
      "gap on Nesterov's worst function", x: .logarithmic("k"), y: .logarithmic("f_k − f*"),
      [
        .predicted("2 L R²/(k + 1)²", .curve(steps: Array(1...steps), bound)),
        .measured("FISTA by \(rule.name)", .curve(steps: marks) { fast[$0] }),
        .control("gradient descent", .curve(steps: Array(1...steps)) { plain[$0] }),
      ])
  }

  private static func bound(_ k: Int) -> Double {
    2 * NesterovChain.l * chain.squaredRadius / .pow(Double(k + 1), 2)
  }

  private static func largestRatio(_ gaps: [Double]) -> Double {
    gaps.indices.dropFirst().map { gaps[$0] / bound($0) }.max() ?? .nan
  }

  private static func accelerated(_ lab: Laboratory, _ rule: Specification) throws -> [Double] {
    try lab.fista(
      rule, rate: 1 / NesterovChain.l, on: chain, from: chain.zero, steps: steps
    ).losses.map { $0 - chain.minimum }
  }

  private static func descent(_ lab: Laboratory) throws -> [Double] {
    try lab.path(
      lab.rule(Specification(literal: "sgd"), rate: 1 / NesterovChain.l), on: chain,
      from: chain.zero, steps: steps
    ).losses.map { $0 - chain.minimum }
  }
}
