import BowlProblems
import Descent
import DescentPictures

extension Textbook {
  private static let (curvature, decay, beta) = (7.0, 3.0, 0.9)
  /// The rules, with the limit of lr times curvature for each.
  private static let decayed: [(name: String, rule: String, limit: Double)] = [
    ("sgd", "sgd", 2),
    ("momentum", "momentum:momentum=\(beta)", 2 * (1 + beta)),
    (
      "Nesterov", "momentum:momentum=\(beta),nesterov=true", 2 * (1 + beta) / (1 + 2 * beta)
    ),
  ]

  /// HB-03w: coupled weight decay adds to every curvature, and so lowers the limit of the rate.
  static let hb03w = Experiment(
    "HB-03w", "Coupled weight decay w adds to a quadratic's curvature: lr* = c/(λ + w), not c/λ.",
    formula: "lr* = c/(λ + w), c = 2, 2 (1 + β), 2 (1 + β)/(1 + 2β)", source: "derived here",
    kind: .threshold, refutation: "another limit where the growth of |x| changes sign",
    predict: {
      decayed.map {
        Prediction("limit of \($0.rule)", $0.limit / (curvature + decay), .relative(1e-4))
      }
    },
    measure: { lab in try decayed.map { try decayedLimit(lab, $0.rule, decay: decay) } },
    control: "no decay"
  ) { lab in
    try decayed.map { try decayedLimit(lab, $0.rule, decay: 0) }
  }.showing { lab, _ in
    let decays = [0, 0.5 * decay, decay, 3 * decay]
    let limits = try decayed.map { entry in
      try [SIMD2<Double>].curve(decays) { try decayedLimit(lab, entry.rule, decay: $0) }
    }
    return ChartPanel(
      "the limit of the rate at λ = \(rounded(curvature))", x: Axis("weight decay w"),
      y: .logarithmic("lr*"),
      [
        .predicted(
          "c/(λ + w)",
          .lines(
            decayed.map { entry in
              .curve([Double].evenly(0, 3 * decay, 61)) { entry.limit / (curvature + $0) }
            }))
      ] + zip(decayed, limits).map { .measured($0.name, $1) } + [
        .control("no decay", .lines(limits.map { .level($0[0].y, from: 0, to: 3 * decay) }))
      ])
  }

  private static func decayedLimit(
    _ lab: Laboratory, _ rule: String, decay: Double
  ) throws -> Double {
    let rule = Specification(literal: rule).with(("weight_decay", decay))
    return try lab.crossing(1e-3, 100) {
      try lab.growth(
        rule, rate: $0, on: DiagonalQuadratic([curvature]), from: [1],
        steps: Laboratory.stabilitySteps(momentum: beta))
    }
  }
}
