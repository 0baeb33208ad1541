import Descent

extension Textbook {
  /// EOS-00: a minimum of (xy − 1)²/2 has the curvature x² + y², and descent can only stay where
  /// that is at most 2/lr.
  static let eos00 = Experiment(
    "EOS-00", "Gradient descent converges only to minima whose curvature is at most 2/lr.",
    formula: "x² + y² ≤ 2/lr at the limit", source: "linear stability; Cohen et al. 2021",
    kind: .bound, refutation: "one of 400 random starts that converges to a sharper minimum",
    predict: {
      [
        Prediction("sharpest limit × lr/2", 1, .atMost(slack: 1e-9)),
        Prediction("share of starts that converge", 0.4, .within(low: 0.2, high: 0.7)),
      ]
    },
    measure: { lab in try sharpestMinimum(lab, rate: 0.4) },
    control: "lr = 0.02, judged by 2/0.4", { lab in try sharpestMinimum(lab, rate: 0.02) },
    isSlow: true)

  /// The sharpest limit over 2/0.4, of 400 starts from N(0, 9) at once, and the share that converge:
  /// whose gradient is within rounding of 0 after 20,000 steps.
  private static func sharpestMinimum(_ lab: Laboratory, rate: Double) throws -> [Double] {
    let (problem, random) = (ProductPairs(400), lab.random(0xE05))
    var last: [Double] = []
    try lab.follow(
      lab.rule(Specification(literal: "sgd"), rate: rate), on: problem,
      from: (0..<800).map { 3 * random.normal(UInt64($0)) }, steps: 20_000
    ) { step, x, _ in
      if step == 20_000 { last = x }
      return true
    }
    let curvatures = (0..<400).compactMap { i in
      let (x, y) = (last[2 * i], last[2 * i + 1])
      return abs(x * y - 1) < 1e-9 ? x * x + y * y : nil
    }
    return [(curvatures.max() ?? .nan) * 0.4 / 2, Double(curvatures.count) / 400]
  }
}
