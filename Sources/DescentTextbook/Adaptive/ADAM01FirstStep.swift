import Descent
import DescentAlgebra
import DescentPictures

extension Textbook {
  private static let (firstRate, firstEpsilon) = (0.01, 1e-8)
  private static let firstRule = "adam:eps=\(firstEpsilon)"
  private static let firstGradients = [1e-3, -5, 2e4, -1e-6]

  /// ADAM-01: bias correction makes the first step lr g/(|g| + ε), whatever the size of g.
  static let adam01 = Experiment(
    "ADAM-01",
    "Adam's first step is lr |g|/(|g| + ε) in each coordinate: lr where |g| is far above ε.",
    formula: "x₁ − x₀ = −lr g / (|g| + ε)", source: "Kingma and Ba 2015, Algorithm 1",
    kind: .identity,
    refutation: "a first step of another length; the gradient \(firstGradients[3]) tells ε outside "
      + "the root from inside", rule: firstRule,
    predict: {
      firstGradients.map { g in
        Prediction("g = \(g)", g < 0 ? firstLength(-g) : -firstLength(g), .relative(1e-12))
      }
    },
    measure: { lab, rule in try firstStep(lab, rule, firstGradients, isCorrected: true) },
    control: .other("no bias correction") { lab in
      try firstStep(lab, Specification(literal: firstRule), firstGradients, isCorrected: false)
    }
  ).showing { lab, rule in
    let gradients = [Double].geometric(1e-12, 1e4, 33)
    func lengths(_ rule: Specification, isCorrected: Bool) throws -> [SIMD2<Double>] {
      zip(gradients, try firstStep(lab, rule, gradients, isCorrected: isCorrected)).map {
        SIMD2($0, abs($1))
      }
    }
    return ChartPanel(
      "the first step", x: .logarithmic("gradient |g|"), y: .logarithmic("length of the step"),
      [
        .predicted("lr |g|/(|g| + ε)", .curve(gradients, firstLength)),
        .measured(rule.name, try lengths(rule, isCorrected: true)),
        .control(
          "adam without bias correction",
          try lengths(Specification(literal: firstRule), isCorrected: false)),
      ])
  }

  private static func firstLength(_ size: Double) -> Double {
    firstRate * size / (size + firstEpsilon)
  }

  private static func firstStep(
    _ lab: Laboratory, _ rule: Specification, _ gradients: [Double], isCorrected: Bool
  ) throws -> [Double] {
    try lab.drive(
      lab.rule(rule, rate: firstRate), from: gradients.map { _ in 0 }, steps: 1,
      before: isCorrected ? nil : { $0.omitBiasCorrection() },
      gradient: { _, _, g in g = gradients })
  }
}
