import Descent
import DescentGSL

extension Textbook {
  private static let flowCurvatures = [1.0, 4]
  private static let flowRates = [1e-2, 1e-3, 1e-4, 1e-5]

  /// NAG-05: Nesterov's method follows a differential equation as the rate goes to 0.
  static let nag05 = Experiment(
    "NAG-05", "With momentum (k - 1)/(k + 2) the points follow 2 J₁(t√λ)/(t√λ), t = k √lr.",
    formula: "X(t) = 2 J₁(t√λ)/(t√λ) x₀; error of order √lr",
    source: "Su, Boyd and Candès 2014", kind: .slope,
    refutation: "another limit, or another order of the error", rule: "momentum",
    predict: {
      [
        Prediction("largest error at lr = 1e-4", 0.03, .atMost(slack: 0)),
        Prediction("order of the error", 0.5, .within(low: 0.4, high: 0.6)),
      ]
    },
    measure: { lab, rule in
      try flowErrors { rate, steps in
        try lab.accelerated(
          rule, rate: rate, on: DiagonalQuadratic(flowCurvatures), from: [1, 1], steps: steps
        ) { step, _ in
          Extrapolation(momentum: step < 2 ? 0 : Double(step - 2) / Double(step + 1))
        }.points
      }
    },
    control: .other("gradient descent on the same axis of time") { lab in
      try flowErrors { rate, steps in
        try lab.path(
          lab.rule(Specification(literal: "sgd"), rate: rate),
          on: DiagonalQuadratic(flowCurvatures), from: [1, 1], steps: steps
        ).points
      }
    })

  /// The largest error up to t = 10 at a rate of 1e-4, and the order in the rate.
  private static func flowErrors(
    _ points: (_ rate: Double, _ steps: Int) throws -> [[Double]]
  ) throws -> [Double] {
    let errors = try flowRates.map { rate in
      try points(rate, Int(10 / Double.sqrt(rate))).enumerated().map { k, x in
        let time = Double(k) * .sqrt(rate)
        return zip(x, flowCurvatures).map { x, curvature in
          let z = time * .sqrt(curvature)
          return x - (z == 0 ? 1 : 2 * SpecialFunctions.besselJ1(z) / z)
        }.largestMagnitude
      }.max() ?? .nan
    }
    return [errors[2], try logSlope(flowRates, errors)]
  }
}
