import BowlProblems
import Descent
import DescentAlgebra
import DescentGSL
import DescentPictures
import DescentStudy

extension Textbook {
  private static let flowCurvatures = [1.0, 4]
  private static let flowRates = [1e-2, 1e-3, 1e-4, 1e-5]
  private static let flowTime = 10.0
  /// The rate at which the error itself is judged, and shown.
  private static let shownRate = 2

  /// NAG-05: Nesterov's method follows a differential equation as the rate goes to 0.
  static let nag05 = Experiment(
    "NAG-05",
    "As lr → 0, momentum (k - 1)/(k + 2) follows 2 J₁(z)/z on a quadratic, z = k √(lr λ).",
    formula: "X(t) = 2 J₁(t√λ)/(t√λ) x₀, t = k √lr; error of order √lr",
    source: "Su, Boyd and Candès 2014", kind: .slope,
    refutation: "another limit, or another order of the error", rule: "momentum",
    predict: {
      [
        Prediction(
          "largest error at lr = \(flowRates[shownRate])", 0.03, .atMost(slack: 0)),
        Prediction("order of the error", 0.5, .within(low: 0.4, high: 0.6)),
      ]
    },
    measure: { lab, rule in
      try errorAndOrder { try followed(lab, rule, rate: $0) }
    },
    control: .other("gradient descent on the same axis of time") { lab in
      try errorAndOrder { try descended(lab, rate: $0) }
    }
  ).showing { lab, rule in
    let rate = flowRates[shownRate]
    func graph(_ points: [[Double]], _ place: Int) -> [SIMD2<Double>] {
      points.enumerated().map { SIMD2(Double($0) * .sqrt(rate), $1[place]) }
    }
    let points = try followed(lab, rule, rate: rate)
    let descent = try descended(lab, rate: rate)
    return ChartPanel(
      "Nesterov's method and its flow, lr = \(rate)", x: Axis("t = k √lr"), y: Axis("x"),
      [
        .predicted(
          "2 J₁(t√λ)/(t√λ)",
          .lines(
            flowCurvatures.map { curvature in
              .curve([Double].evenly(0, flowTime, 400)) { bessel($0 * .sqrt(curvature)) }
            }))
      ]
        + flowCurvatures.enumerated().map { place, curvature in
          .measured("\(rule.name), λ = \(rounded(curvature))", graph(points, place))
        } + [
          .control(
            "gradient descent",
            .lines(flowCurvatures.indices.map { thinned(graph(descent, $0)) }))
        ])
  }

  /// Every fifth point, which is enough for an almost straight line.
  private static func thinned(_ points: [SIMD2<Double>]) -> [SIMD2<Double>] {
    stride(from: 0, to: points.count, by: 5).map { points[$0] }
  }

  private static func bessel(_ z: Double) -> Double {
    z == 0 ? 1 : 2 * SpecialFunctions.besselJ1(z) / z
  }

  private static func steps(_ rate: Double) -> Int { Int(flowTime / .sqrt(rate)) }

  private static func followed(
    _ lab: Laboratory, _ rule: Specification, rate: Double
  ) throws -> [[Double]] {
    try lab.accelerated(
      rule, rate: rate, on: DiagonalQuadratic(flowCurvatures), from: [1, 1], steps: steps(rate)
    ) { step, _ in
      Extrapolation(momentum: step < 2 ? 0 : Double(step - 2) / Double(step + 1))
    }.points
  }

  private static func descended(_ lab: Laboratory, rate: Double) throws -> [[Double]] {
    try lab.path(
      lab.rule(Specification(literal: "sgd"), rate: rate), on: DiagonalQuadratic(flowCurvatures),
      from: [1, 1], steps: steps(rate)
    ).points
  }

  /// The largest error at one rate, and the order in the rate.
  private static func errorAndOrder(
    _ points: (_ rate: Double) throws -> [[Double]]
  ) throws -> [Double] {
    let errors = try flowRates.map { rate in
      try points(rate).enumerated().map { k, x in
        let time = Double(k) * .sqrt(rate)
        return zip(x, flowCurvatures).map { $0 - bessel(time * .sqrt($1)) }.largestMagnitude
      }.max() ?? .nan
    }
    return [errors[shownRate], try logSlope(flowRates, errors)]
  }
}
