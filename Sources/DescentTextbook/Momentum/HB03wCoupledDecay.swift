import Descent

extension Textbook {
  private static let (curvature, decay) = (7.0, 3.0)
  /// The rules, and the limit of lr times curvature of each.
  private static let decayed: [(rule: String, limit: Double)] = [
    ("sgd", 2), ("momentum:momentum=0.9", 2 * (1 + 0.9)),
    ("momentum:momentum=0.9,nesterov=true", 2 * (1 + 0.9) / (1 + 2 * 0.9)),
  ]

  /// HB-03w: coupled weight decay adds to every curvature, hence lowers the limit of the rate.
  static let hb03w = Experiment(
    "HB-03w", "Coupled weight decay w adds to the curvature: it lowers the limit of the rate.",
    formula: "lr* = c/(λ + w), c = 2, 2 (1 + β), 2 (1 + β)/(1 + 2β)", source: "derived here",
    kind: .threshold, refutation: "another limit where the growth of |x| changes sign",
    predict: {
      decayed.map {
        Prediction("limit of \($0.rule)", $0.limit / (curvature + decay), .relative(1e-4))
      }
    },
    measure: { lab in try decayedLimits(lab, decay: decay) },
    control: "no decay"
  ) { lab in try decayedLimits(lab, decay: 0) }

  private static func decayedLimits(_ lab: Laboratory, decay: Double) throws -> [Double] {
    try decayed.map { entry in
      let rule = Specification(literal: entry.rule).with(("weight_decay", decay))
      return try lab.crossing(1e-3, 100) {
        try lab.growth(
          rule, rate: $0, on: DiagonalQuadratic([curvature]), from: [1],
          steps: Laboratory.stabilitySteps(momentum: 0.9))
      }
    }
  }
}
