import BowlProblems
import Descent
import DescentPictures
import RealModule

extension Textbook {
  private static let scaledRate = 0.25

  /// SGD-08c: the linear scaling rule ends where the rate reaches the limit of stability.
  static let sgd08c = Experiment(
    "SGD-08c", "Linear scaling by k ends at k lr λ = 2, where gradient descent itself diverges.",
    formula: "k* = ⌈2/(lr λ)⌉ − 1", source: "derived here from GD-03", kind: .threshold,
    refutation: "another largest k at which the rule is stable", rule: "sgd",
    predict: {
      [Prediction("largest stable k", (2 / scaledRate).rounded(.up) - 1, .exactly)]
    },
    measure: { lab, rule in
      let unstable = try (1...100).first { k in
        try scaledGrowth(lab, rule, Double(k), steps: 400) >= 0
      }
      return [Double((unstable ?? 101) - 1)]
    },
    control: .rule("momentum:momentum=0.5")
  ).showing { lab, rule in
    // So few steps that the growth does not overflow in either direction.
    let steps = 60
    let scales = Array(1...14)
    func growths(_ rule: Specification) throws -> [SIMD2<Double>] {
      try .curve(steps: scales) {
        .exp(try scaledGrowth(lab, rule, Double($0), steps: steps) / Double(steps))
      }
    }
    return ChartPanel(
      "the limit of linear scaling, lr λ = \(scaledRate)", x: Axis("scale k"),
      y: Axis("factor of |x| a step"),
      [
        .predicted("|1 − k lr λ|", .curve(steps: scales) { abs(1 - Double($0) * scaledRate) }),
        .measured(rule.name, try growths(rule)),
        .control("momentum 0.5", try growths(Specification(literal: "momentum:momentum=0.5"))),
        .predicted("limit", .level(1, from: 0.5, to: 14.5)),
      ])
  }

  private static func scaledGrowth(
    _ lab: Laboratory, _ rule: Specification, _ scale: Double, steps: Int
  ) throws -> Double {
    try lab.growth(
      rule, rate: scaledRate * scale, on: DiagonalQuadratic([1]), from: [1], steps: steps)
  }
}
