import BowlProblems
import Descent
import DescentAlgebra
import DescentGSL
import DescentPictures
import DescentStudy
import RealModule

extension Textbook {
  private static let (cycleRate, cycleDecay, cycleSteps) = (0.01, 0.99, 6000)
  private static let cycleRule = "rmsprop:eps=0,alpha=\(cycleDecay)"
  private static let cycleCurvatures = [0.1, 1, 100]
  private static let cycleSize = cycleRate / 2

  /// RMS-01: v = (λ lr/2)² makes lr λ/√v = 2, the edge of stability.
  static let rms01 = Experiment(
    "RMS-01",
    "At a constant rate RMSprop (ε = 0) ends jumping between ±lr/2 on λx²/2, whatever λ.",
    formula: "|x_i| → lr/2; f → lr² tr(H)/8", source: "derived here", kind: .identity,
    refutation: "another amplitude for one of the curvatures "
      + cycleCurvatures.map { "\($0)" }.joined(separator: ", "), rule: cycleRule,
    predict: {
      cycleCurvatures.map { Prediction("|x|, λ = \($0)", cycleSize, .relative(1e-6)) } + [
        Prediction(
          "loss", cycleRate * cycleRate * cycleCurvatures.reduce(0, +) / 8, .relative(1e-6))
      ]
    },
    measure: { lab, rule in
      let path = try cyclePath(lab, rule)
      return path.last.map { abs($0) } + [path.losses[cycleSteps]]
    },
    control: .rule("adam:eps=0")
  ).showing { lab, rule in
    let marks = [Int].geometric(to: cycleSteps, 40)
    func sizes(_ path: Path, _ place: Int) -> [SIMD2<Double>] {
      .curve(steps: marks) { max(1e-6, abs(path.points[$0][place])) }
    }
    let path = try cyclePath(lab, rule)
    return ChartPanel(
      "at a constant rate", x: .logarithmic("step k"), y: .logarithmic("|x|, at least 1e-6"),
      [.predicted("lr/2", .level(cycleSize, from: 0.9, to: Double(cycleSteps)))]
        + [0, 2].map {
          .measured("\(rule.name), λ = \(cycleCurvatures[$0])", sizes(path, $0))
        } + [
          .control(
            "adam, λ = 1", sizes(try cyclePath(lab, Specification(literal: "adam:eps=0")), 1))
        ])
  }

  private static func cyclePath(_ lab: Laboratory, _ rule: Specification) throws -> Path {
    try lab.path(
      lab.rule(rule, rate: cycleRate), on: DiagonalQuadratic(cycleCurvatures), from: [1, 1, 1],
      steps: cycleSteps)
  }

  /// RMS-01b: the linearized map around the cycle has the determinant ρ and complex roots.
  static let rms01b = Experiment(
    "RMS-01b", "RMSprop comes to the cycle of RMS-01 by a mean factor of √ρ a step.",
    formula: "deviation from lr/2 ∝ ρ^{k/2}", source: "derived here: the linearised map has det ρ",
    kind: .slope, refutation: "another factor, as from swapped weights ρ and 1 − ρ",
    rule: cycleRule,
    predict: { [Prediction("factor a step", .sqrt(cycleDecay), .absolute(5e-4))] },
    measure: { lab, rule in [.exp(try deviationSlope(lab, rule))] },
    control: .other("the deviation squared: ρ") { lab in
      [.exp(2 * (try deviationSlope(lab, Specification(literal: cycleRule))))]
    }
  ).showing { lab, rule in
    let deviations = try cycleDeviations(lab, rule)
    let first = deviations[0]
    return ChartPanel(
      "the way to the cycle", x: Axis("step k"), y: .logarithmic("largest deviation from lr/2"),
      [
        .predicted(
          "∝ ρ^{k/2}",
          deviations.map { SIMD2($0.x, first.y * .pow(cycleDecay, ($0.x - first.x) / 2)) }
        ),
        .measured(rule.name, deviations),
        .control("squared, ∝ ρ^k", deviations.map { SIMD2($0.x, $0.y * $0.y / first.y) }),
      ])
  }

  private static func deviationSlope(_ lab: Laboratory, _ rule: Specification) throws -> Double {
    let deviations = try cycleDeviations(lab, rule)
    return try LineFit(deviations.map(\.x), deviations.map { .log($0.y) }).slope
  }

  /// The largest deviation in each hundred of steps 2500 to 5500.
  private static func cycleDeviations(
    _ lab: Laboratory, _ rule: Specification
  ) throws -> [SIMD2<Double>] {
    var largest = [Double](repeating: 0, count: 30)
    try lab.follow(
      lab.rule(rule, rate: cycleRate), on: DiagonalQuadratic(cycleCurvatures), from: [1, 1, 1],
      steps: 5499
    ) { step, x, _ in
      if step >= 2500 {
        let deviation = x.map { abs(abs($0) - cycleSize) }.largestMagnitude
        largest[(step - 2500) / 100] = max(largest[(step - 2500) / 100], deviation)
      }
      return true
    }
    return largest.enumerated().map { SIMD2(Double(2500 + 100 * $0), $1) }
  }
}
