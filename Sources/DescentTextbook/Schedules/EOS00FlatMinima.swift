import Descent
import DescentPictures
import SaddleProblems

extension Textbook {
  private static let (flatRate, sharpRate, pairStarts) = (0.4, 0.02, 400)

  /// EOS-00: a minimum of (xy − 1)²/2 has the curvature x² + y², and gradient descent can only
  /// stay where this is at most 2/lr.
  static let eos00 = Experiment(
    "EOS-00",
    "From almost every start gradient descent converges only to minima no sharper than 2/lr.",
    formula: "x² + y² ≤ 2/lr at the limit", source: "linear stability; Cohen et al. 2021",
    kind: .bound,
    refutation: "one of \(pairStarts) random starts that converges to a sharper minimum",
    predict: {
      [
        Prediction("sharpest limit × lr/2", 1, .atMost(slack: 1e-9)),
        Prediction("share of starts that converge", 0.4, .within(low: 0.2, high: 0.7)),
      ]
    },
    measure: { lab in try sharpestMinimum(lab, rate: flatRate) },
    control: "lr = \(sharpRate), judged by 2/\(flatRate)",
    { lab in try sharpestMinimum(lab, rate: sharpRate) }, isSlow: true
  ).showing { lab, _ in
    /// The curvatures of the minima reached, in ascending order.
    func curvatures(_ rate: Double) throws -> [SIMD2<Double>] {
      let sorted = try minima(lab, rate: rate, starts: pairStarts / 4, steps: 5000).sorted()
      return sorted.enumerated().map {
        SIMD2((Double($0) + 0.5) / Double(sorted.count), $1)
      }
    }
    return ChartPanel(
      "minima that gradient descent reaches", x: Axis("share of the starts that converge"),
      y: .logarithmic("curvature x² + y² of the minimum, sorted"),
      [
        .predicted("2/lr, lr = \(flatRate)", .level(2 / flatRate, from: 0, to: 1)),
        .measured("lr = \(flatRate)", try curvatures(flatRate)),
        .control("lr = \(sharpRate)", try curvatures(sharpRate)),
      ])
  }

  /// The largest curvature of a limit, divided by 2/lr for the flat rate, and the share of
  /// starts that converge.
  private static func sharpestMinimum(_ lab: Laboratory, rate: Double) throws -> [Double] {
    let curvatures = try minima(lab, rate: rate, starts: pairStarts, steps: 20_000)
    return [
      (curvatures.max() ?? .nan) * flatRate / 2, Double(curvatures.count) / Double(pairStarts),
    ]
  }

  /// x² + y² at the limit, for those starts from N(0, 9) that converge, that is, whose final
  /// gradient is 0 up to rounding.
  private static func minima(
    _ lab: Laboratory, rate: Double, starts: Int, steps: Int
  ) throws -> [Double] {
    let (problem, random) = (ProductPairs(starts), lab.random(0xE05))
    var last: [Double] = []
    try lab.follow(
      lab.rule(Specification(literal: "sgd"), rate: rate), on: problem,
      from: (0..<(2 * starts)).map { 3 * random.normal(UInt64($0)) }, steps: steps
    ) { step, x, _ in
      if step == steps { last = x }
      return true
    }
    return (0..<starts).compactMap { i in
      let (x, y) = (last[2 * i], last[2 * i + 1])
      return abs(x * y - 1) < 1e-9 ? x * x + y * y : nil
    }
  }
}
