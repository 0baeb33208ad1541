import BowlProblems
import Descent
import DescentAlgebra
import DescentPictures
import DescentStudy

extension Textbook {
  private static let extremes = [(polyak.mu, polyak.root), (polyak.l, -polyak.root)]
  private static let (modeSteps, lateStep) = (120, 400)

  /// HB-01a: at Polyak's parameters both extreme modes have double roots, hence a linear factor.
  static let hb01a = Experiment(
    "HB-01a",
    "At Polyak's parameters heavy ball's extreme modes are (1 + ck)(±ρ)^k on a quadratic.",
    formula: "x_k = (1 + ck) r^k, r = ±(√κ − 1)/(√κ + 1), c = (1 − lr λ)/r − 1",
    source: "Polyak 1964; derived here", kind: .identity,
    refutation: "a trajectory of \(modeSteps) steps that differs by more than rounding",
    rule: polyak.rule,
    predict: {
      [
        Prediction("error of the mode of μ (l2)", 0, .absolute(1e-9)),
        Prediction("error of the mode of L (l2)", 0, .absolute(1e-9)),
      ]
    },
    measure: { lab, rule in
      try extremes.map { curvature, root in
        try mode(lab, rule, curvature, steps: modeSteps).enumerated().map {
          $1 - polyak.mode(curvature, root: root, at: $0)
        }.norm
      }
    },
    control: .rule(polyak.rule + ",nesterov=true")
  ).showing { lab, rule in
    let steps = Array(0...modeSteps)
    let nesterov = Specification(literal: polyak.rule + ",nesterov=true")
    func sizes(_ rule: Specification, _ curvature: Double) throws -> [SIMD2<Double>] {
      .trace(try mode(lab, rule, curvature, steps: modeSteps).map { abs($0) })
    }
    return ChartPanel(
      "the two extreme modes", x: Axis("step k"), y: .logarithmic("|x_k|"),
      [
        .predicted(
          "|1 + ck| ρ^k",
          .lines(
            extremes.map { curvature, root in
              .curve(steps: steps) { abs(polyak.mode(curvature, root: root, at: $0)) }
            })),
        .measured("\(rule.name), λ = μ", try sizes(rule, polyak.mu)),
        .measured("\(rule.name), λ = L", try sizes(rule, polyak.l)),
        .control("Nesterov, λ = μ", try sizes(nesterov, polyak.mu)),
      ])
  }

  /// HB-01b: the measured factor is above ρ because of the linear factor.
  static let hb01b = Experiment(
    "HB-01b", "Over steps k to 2k the slowest mode's mean factor is ρ times that of 1 + ck, not ρ.",
    formula: "(|x_{2k}|/|x_k|)^{1/k} = ρ ((1 + 2ck)/(1 + ck))^{1/k}, k = \(lateStep)",
    source: "Polyak 1964; derived here", kind: .identity,
    refutation: "another mean factor of the mode of μ", rule: polyak.rule,
    predict: { [Prediction("factor", predictedFactor(lateStep), .relative(1e-9))] },
    measure: { lab, rule in
      [meanFactor(try mode(lab, rule, polyak.mu, steps: 2 * lateStep), lateStep)]
    },
    control: .other("gradient descent at 2/(μ + L)") { lab in
      [meanFactor(try descentMode(lab), lateStep)]
    }
  ).showing { lab, rule in
    let steps = Array(stride(from: 10, through: lateStep, by: 10))
    let (ball, descent) = (
      try mode(lab, rule, polyak.mu, steps: 2 * lateStep), try descentMode(lab)
    )
    return ChartPanel(
      "mean factor over steps k to 2k, mode of μ", x: Axis("k"), y: Axis("factor per step"),
      [
        .predicted("ρ ((1 + 2ck)/(1 + ck))^{1/k}", .curve(steps: steps) { predictedFactor($0) }),
        .run("ρ", .level(polyak.root, from: 0, to: Double(lateStep))),
        .measured(rule.name, .curve(steps: steps) { meanFactor(ball, $0) }),
        .control("gradient descent", .curve(steps: steps) { meanFactor(descent, $0) }),
      ])
  }

  private static func predictedFactor(_ k: Int) -> Double {
    let c = polyak.slope(polyak.mu, root: polyak.root)
    let (first, second) = (1 + c * Double(k), 1 + 2 * c * Double(k))
    return polyak.root * .pow(second / first, 1 / Double(k))
  }

  private static func meanFactor(_ x: [Double], _ k: Int) -> Double {
    .pow(abs(x[2 * k] / x[k]), 1 / Double(k))
  }

  /// A mode at each step, starting from 1.
  private static func mode(
    _ lab: Laboratory, _ rule: Specification, _ curvature: Double, rate: Double = polyak.rate,
    steps: Int
  ) throws -> [Double] {
    try lab.path(
      lab.rule(rule, rate: rate), on: DiagonalQuadratic([curvature]), from: [1], steps: steps
    ).points.map { $0[0] }
  }

  private static func descentMode(_ lab: Laboratory) throws -> [Double] {
    try mode(
      lab, Specification(literal: "sgd"), polyak.mu, rate: 2 / (polyak.mu + polyak.l),
      steps: 2 * lateStep)
  }
}
