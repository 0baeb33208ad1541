import BowlProblems
import Descent
import DescentPictures
import DescentStudy

extension Textbook {
  private static let (weak, stiff, steps) = (1e-3, 1.0, 2000)
  private static let rippled = DiagonalQuadratic([weak, stiff])
  private static let fista = Specification(literal: "momentum")

  private static func rippleLosses(
    _ lab: Laboratory, _ rule: Specification, restarts: Bool = false
  ) throws -> [Double] {
    try lab.fista(
      rule, rate: 1 / stiff, on: rippled, from: [1, 1], steps: steps, restarts: restarts
    ).losses
  }

  private static func descentLosses(_ lab: Laboratory) throws -> [Double] {
    try lab.path(
      lab.rule(Specification(literal: "sgd"), rate: 1 / stiff), on: rippled, from: [1, 1],
      steps: steps
    ).losses
  }

  /// NAG-06a: FISTA is not a descent method.
  static let nag06a = Experiment(
    "NAG-06a", "FISTA is no descent method: on a stiff quadratic the loss rises at many steps.",
    formula: "#{k : f(x_{k+1}) > f(x_k)} > 0", source: "O'Donoghue and Candès 2015",
    kind: .phenomenon, refutation: "a loss that never rises in \(steps) steps",
    rule: "momentum",
    predict: { [Prediction("number of rises", 1, .atLeast(slack: 0))] },
    measure: { lab, rule in [rises(try rippleLosses(lab, rule))] },
    control: .other("gradient descent at 1/L") { lab in [rises(try descentLosses(lab))] }
  ).showing { lab, rule in
    let losses = try rippleLosses(lab, rule)
    let risen = losses.indices.dropFirst().filter { losses[$0] > losses[$0 - 1] }
    return ChartPanel(
      "the loss, and where it rises", x: Axis("step k"), y: .logarithmic("f(x_k)"),
      [
        .run("FISTA by \(rule.name)", .trace(losses)),
        .measured("some of its \(risen.count) rises", .curve(steps: risen) { losses[$0] }),
        .control("gradient descent", .trace(try descentLosses(lab))),
      ])
  }

  static func rises(_ losses: [Double]) -> Double {
    Double(zip(losses, losses.dropFirst()).filter { $0 < $1 }.count)
  }

  private static let ripple = .pi * Double.sqrt(stiff / weak)

  /// NAG-06b: its loss ripples with a period determined by the smallest curvature.
  static let nag06b = Experiment(
    "NAG-06b", "On a quadratic FISTA's loss ripples with a period of about π √(L/μ) steps.",
    formula: "period = π √(L/μ)", source: "O'Donoghue and Candès 2015", kind: .phenomenon,
    refutation: "another mean distance from crest to crest, the first left out", rule: "momentum",
    predict: { [Prediction("period", ripple, .relative(0.05))] },
    measure: { lab, rule in [period(crests(try rippleLosses(lab, rule)))] },
    control: .other("half the measured period") { lab in
      [period(crests(try rippleLosses(lab, fista))) / 2]
    }
  ).showing { lab, rule in
    func distances(_ rule: Specification) throws -> [SIMD2<Double>] {
      let crests = crests(try rippleLosses(lab, rule))
      return .trace(zip(crests.dropFirst(), crests).map { Double($0 - $1) }, from: 1)
    }
    return ChartPanel(
      "from crest to crest of the loss", x: Axis("crest"), y: Axis("steps to the next crest"),
      [
        .predicted("π √(L/μ)", .level(ripple, from: 0, to: 20)),
        .measured("FISTA by \(rule.name)", try distances(rule)),
        .control("half of it", try distances(fista).map { SIMD2($0.x, $0.y / 2) }),
      ])
  }

  private static func crests(_ losses: [Double]) -> [Int] {
    (1..<(losses.count - 1)).filter {
      losses[$0] > losses[$0 - 1] && losses[$0] >= losses[$0 + 1]
    }
  }

  /// The mean distance between consecutive crests from the second to the eleventh; NaN if there
  /// are fewer.
  private static func period(_ crests: [Int]) -> Double {
    crests.count > 10 ? Double(crests[10] - crests[1]) / 9 : .nan
  }

  private static let (settled, end) = (500, 1500)
  private static let linearSlope = -0.5 / .sqrt(stiff / weak)

  /// NAG-06c: restarts when the loss rises make the convergence linear.
  static let nag06c = Experiment(
    "NAG-06c", "Restarted wherever the loss rises, FISTA converges linearly on a stiff quadratic.",
    formula: "d ln f/dk ≤ −½/√κ", source: "O'Donoghue and Candès 2015", kind: .slope,
    refutation: "a slower decay between steps \(settled) and \(end)", rule: "momentum",
    predict: { [Prediction("slope of ln f", linearSlope, .atMost(slack: 0))] },
    measure: { lab, rule in [try decay(try rippleLosses(lab, rule, restarts: true))] },
    control: .other("no restarts") { lab in [try decay(try rippleLosses(lab, fista))] }
  ).showing { lab, rule in
    let losses = try rippleLosses(lab, rule, restarts: true)
    let marks = Array(stride(from: 0, through: steps / 2, by: 25))
    return ChartPanel(
      "the loss with restarts", x: Axis("step k"), y: .logarithmic("f(x_k)"),
      [
        .predicted(
          "slope −½/√κ",
          .curve(steps: Array(0...steps)) { losses[0] * .exp(linearSlope * Double($0)) }),
        .measured("FISTA by \(rule.name), restarted", .curve(steps: marks) { losses[$0] }),
        .control("no restarts", .trace(try rippleLosses(lab, fista))),
      ])
  }

  private static func decay(_ losses: [Double]) throws -> Double {
    let steps = Array(settled..<end)
    return try slope(
      steps.map(Double.init), steps.map { .log(max(losses[$0], .leastNormalMagnitude)) })
  }
}
