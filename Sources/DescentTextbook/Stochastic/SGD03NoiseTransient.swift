import Descent
import DescentPictures
import RealModule

extension Textbook {
  private static let (rate, start, steps) = (0.1, 5.0, 100)
  private static let scoreLimit = 4.5

  /// SGD-03: bias and variance of SGD at every step.
  static let sgd03 = Experiment(
    "SGD-03",
    "On λx²/2 with additive noise SGD forgets its start geometrically, down to a noise floor.",
    formula: "E x_k² = (1 − a)^{2k} x₀² + lr² s² (1 − (1 − a)^{2k}) / (1 − (1 − a)²), a = lr λ",
    source: "Bottou, Curtis and Nocedal 2018, Theorem 4.6, in its case of equality",
    kind: .statistic,
    refutation: "a step at which E x² is off by more than \(scoreLimit) standard errors",
    rule: "sgd",
    predict: { [Prediction("largest |z| over k ≤ \(steps)", scoreLimit, .atMost(slack: 0))] },
    measure: { lab, rule in [try largestScore(lab, rule, rate: rate)] },
    control: .other("twice the rate") { lab in
      [try largestScore(lab, Specification(literal: "sgd"), rate: 2 * rate)]
    }, isSlow: true
  ).showing { lab, rule in
    let count = NoiseFloor.shownChains
    func squares(_ rule: Specification, _ rate: Double) throws -> [SIMD2<Double>] {
      .trace(try meanSquares(lab, rule, rate: rate, count: count), from: 1)
    }
    return ChartPanel(
      "forgetting the start", x: Axis("step k"), y: .logarithmic("mean of x²"),
      [
        .predicted(
          "formula",
          .curve(steps: Array(1...steps)) { k in
            let (mean, variance) = moments(k)
            return mean * mean + variance
          }),
        .measured("\(rule.name), \(count) runs", try squares(rule, rate)),
        .control("sgd, twice the rate", try squares(Specification(literal: "sgd"), 2 * rate)),
      ])
  }

  /// The mean and the variance of x_k; curvature 1.
  private static func moments(_ k: Int) -> (mean: Double, variance: Double) {
    let q: Double = .pow(1 - rate, 2)
    return (start * .pow(1 - rate, k), rate * rate * (1 - .pow(q, k)) / (1 - q))
  }

  /// The mean of x_k² over runs, for k = 1, 2, ….
  private static func meanSquares(
    _ lab: Laboratory, _ rule: Specification, rate: Double, count: Int
  ) throws -> [Double] {
    var chains = try Chains(
      lab.rule(rule, rate: rate), count: count, from: start, random: lab.random(0x56D_03))
    return (1...steps).map { _ in
      chains.step(curvature: 1, noise: 1)
      return chains.meanSquare
    }
  }

  /// The deviation of E x² from the formula in standard errors, at the worst step.
  private static func largestScore(
    _ lab: Laboratory, _ rule: Specification, rate used: Double
  ) throws -> Double {
    let count = NoiseFloor.chains
    let squares = try meanSquares(lab, rule, rate: used, count: count)
    return (1...steps).reduce(0) { largest, k in
      let (mean, variance) = moments(k)
      // The variance of x² if x is normal with this mean and variance.
      let square = 2 * variance * variance + 4 * mean * mean * variance
      let error = (square / Double(count)).squareRoot()
      return max(largest, abs(squares[k - 1] - mean * mean - variance) / error)
    }
  }
}
