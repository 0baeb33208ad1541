import Descent
import DescentGSL
import RealModule

extension Textbook {
  private static let rates = (0..<6).map { 0.1 / .pow(2, Double($0)) }

  /// SGD-08a: k small steps are one large step at k times the rate, up to O(lr²).
  static let sgd08a = Experiment(
    "SGD-08a", "8 steps at (lr, B = 16) and one at (8 lr, B = 128) differ by O(lr²).",
    formula: "‖x₈(lr, 16) − x₁(8 lr, 128)‖ ~ lr²", source: "Goyal et al. 2017, §2.1",
    kind: .slope, refutation: "another order in lr", rule: "sgd",
    predict: { [Prediction("order", 2, .within(low: 1.9, high: 2.1))] },
    measure: { lab, rule in [try order(lab, rule, scale: 8)] },
    control: .other("scaling by the square root of 8") { lab in
      [try order(lab, Specification(literal: "sgd"), scale: 8.0.squareRoot())]
    })

  private static func order(
    _ lab: Laboratory, _ rule: Specification, scale: Double
  ) throws -> Double {
    // A seed orders the examples alike whatever the batch, so both see the same 128 of them.
    func end(_ rate: Double, batch: Int, steps: Int) throws -> [Double] {
      try Run<Double>(
        LogisticExamples(batch: batch), lab.rule(rule, rate: rate),
        options: RunOptions(.steps(steps))
      ).finish().parameters
    }
    let differences = try rates.map { rate in
      try end(rate, batch: 16, steps: 8).minus(end(scale * rate, batch: 128, steps: 1)).norm
    }
    return try LineFit.exponent(rates, differences)
  }

  private static let (small, large) = (0.02, 0.16)

  /// SGD-08b: the floor depends on lr/B, up to the next order in lr.
  static let sgd08b = Experiment(
    "SGD-08b", "Noise floors at equal lr/B are nearly equal; the exact ratio is known.",
    formula: "Var(8 lr, 8 B)/Var(lr, B) = (2 − lr λ)/(2 − 8 lr λ)",
    source: "derived here from SGD-01; cf. Goyal et al. 2017", kind: .statistic,
    refutation: "a ratio that is off by more than chance", rule: "sgd",
    predict: {
      let ratio =
        NoiseFloor.predicted(rate: large, curvature: 1, noise: 1 / 8.0.squareRoot())
        / NoiseFloor.predicted(rate: small, curvature: 1)
      let error = ratio * NoiseFloor.ratioError
      return [Prediction("ratio of variances", ratio, .sigmas(4.5, standardError: error))]
    },
    measure: { lab, rule in [try floorRatio(lab, rule, batch: 8)] },
    control: .other("8 lr without 8 B") { lab in
      [try floorRatio(lab, Specification(literal: "sgd"), batch: 1)]
    }, isSlow: true)

  private static func floorRatio(
    _ lab: Laboratory, _ rule: Specification, batch: Int
  ) throws -> Double {
    let random = lab.random(0x56D_08)
    let scaled = try lab.noiseFloor(
      lab.rule(rule, rate: large).accumulating(steps: batch), curvature: 1, radius: 1 - large,
      random: random.split(stream: 1), stepsPerUpdate: batch)
    let plain = try lab.noiseFloor(
      lab.rule(rule, rate: small), curvature: 1, radius: 1 - small,
      random: random.split(stream: 0))
    return scaled / plain
  }

  /// SGD-08c: the linear scaling rule ends where the rate reaches the limit of stability.
  static let sgd08c = Experiment(
    "SGD-08c", "Linear scaling by k works up to k lr λ = 2, where the rule itself diverges.",
    formula: "k* = ⌈2/(lr λ)⌉ − 1", source: "derived here from GD-03", kind: .threshold,
    refutation: "another largest k at which the rule is stable", rule: "sgd",
    predict: { [Prediction("largest stable k", (2 / 0.25).rounded(.up) - 1, .exactly)] },
    measure: { lab, rule in
      let problem = DiagonalQuadratic([1])
      let unstable = try (1...100).first { k in
        try !lab.isStable(rule, rate: 0.25 * Double(k), on: problem, from: [1], steps: 400)
      }
      return [Double((unstable ?? 101) - 1)]
    },
    control: .rule("momentum:momentum=0.5"))
}
