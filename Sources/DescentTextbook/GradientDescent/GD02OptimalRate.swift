import BowlProblems
import Descent
import DescentAlgebra
import DescentPictures
import DescentStudy

extension Textbook {
  private static let (mu, l, steps) = (1.0, 100.0, 200)
  private static let (bestRate, contraction) = (2 / (mu + l), (l / mu - 1) / (l / mu + 1))

  /// GD-02a: with lr = 2/(μ + L) the extreme modes contract by exactly (κ − 1)/(κ + 1) per
  /// step.
  static let gd02a = Experiment(
    "GD-02a",
    "On a quadratic lr = 2/(μ + L) shrinks the extreme modes by (κ - 1)/(κ + 1) per step.",
    formula: "factor = (κ − 1)/(κ + 1)",
    source: "Polyak 1987, §1.4; Nesterov 2004, Theorem 2.1.15 (bound)", kind: .identity,
    refutation: "another factor from a start in the extreme eigenvectors", rule: "sgd",
    predict: { [Prediction("factor", contraction, .relative(1e-12))] },
    measure: { lab, rule in [extremeFactor(try extremeSizes(lab, rule, rate: bestRate))] },
    control: .other("lr = 1/L") { lab in
      [extremeFactor(try extremeSizes(lab, Specification(literal: "sgd"), rate: 1 / l))]
    }
  ).showing { lab, rule in
    let sizes = try extremeSizes(lab, rule, rate: bestRate)
    let slow = try extremeSizes(lab, Specification(literal: "sgd"), rate: 1 / l)
    return ChartPanel(
      "distance from the minimum", x: Axis("step k"), y: .logarithmic("|x_k|"),
      [
        .predicted(
          "((κ − 1)/(κ + 1))^k |x₀|",
          .curve(steps: Array(sizes.indices)) { .pow(contraction, $0) * sizes[0] }),
        .measured("\(rule.name), lr = 2/(μ + L)", .trace(sizes)),
        .control("sgd, lr = 1/L", .trace(slow)),
      ])
  }

  /// |x| at each step, from the two extreme eigenvectors.
  private static func extremeSizes(
    _ lab: Laboratory, _ rule: Specification, rate: Double
  ) throws -> [Double] {
    try lab.path(
      lab.rule(rule, rate: rate), on: DiagonalQuadratic([mu, 7, 40, l]), from: [1, 0, 0, 1],
      steps: steps
    ).points.map(\.norm)
  }

  /// The mean factor per step.
  private static func extremeFactor(_ sizes: [Double]) -> Double {
    .pow(sizes[steps] / sizes[0], 1 / Double(steps))
  }

  /// GD-02b: that rate is the best of all.
  static let gd02b = Experiment(
    "GD-02b",
    "Over curvatures from μ to L no constant rate has a better worst factor than 2/(μ + L).",
    formula: "argmin over lr of the worst factor = 2/(μ + L)",
    source: "Polyak 1987, §1.4; Nesterov 2004, Theorem 2.1.15", kind: .threshold,
    refutation: "a golden-section search that ends elsewhere", rule: "sgd",
    predict: { [Prediction("best rate", bestRate, .relative(1e-6))] },
    measure: { lab, rule in
      [try lab.minimized(1e-3, 1.99 / l) { try worstExponent(lab, rule, rate: $0) }]
    },
    control: .rule(searchControl)
  ).showing { lab, rule in
    let rates = [Double].evenly(0.95 * bestRate, 1.995 / l, 36)
    let fine = [Double].evenly(0.95 * bestRate, 1.995 / l, 400)
    func factors(_ rule: Specification) throws -> [SIMD2<Double>] {
      try .curve(rates) { .exp(try worstExponent(lab, rule, rate: $0)) }
    }
    return ChartPanel(
      "worst factor over curvatures from μ to L", x: Axis("lr"), y: Axis("factor per step"),
      [
        .predicted(
          "max over λ of |1 − lr λ|",
          .curve((rates + fine).sorted()) { max(abs(1 - $0 * mu), abs(1 - $0 * l)) }),
        .predicted("lr = 2/(μ + L)", .upright(bestRate, from: contraction - 0.01, to: 0.995)),
        .measured(rule.name, try factors(rule)),
        .control(searchControl, try factors(Specification(literal: searchControl))),
      ])
  }

  private static let searchControl = "momentum:momentum=0.5"

  /// The logarithm of the mean factor of |x|, for the worse of the two extreme curvatures.
  private static func worstExponent(
    _ lab: Laboratory, _ rule: Specification, rate: Double
  ) throws -> Double {
    try [mu, l].map { curvature in
      let path = try lab.path(
        lab.rule(rule, rate: rate), on: DiagonalQuadratic([curvature]), from: [1],
        steps: 2 * steps)
      // Over this many steps, the norm may underflow.
      return .log(max(path.last.norm, 1e-300)) / Double(2 * steps)
    }.max() ?? 0
  }
}
