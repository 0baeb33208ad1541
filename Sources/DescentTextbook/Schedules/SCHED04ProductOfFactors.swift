import Descent
import RealModule

extension Textbook {
  /// SCHED-04: each step takes the factor of its own rate.
  static let sched04 = Experiment(
    "SCHED-04", "Under a schedule gradient descent multiplies a mode by the product of 1 − lr_t λ.",
    formula: "x_T = Π (1 − lr_t λ) x₀", source: "elementary", kind: .identity,
    refutation: "a product off by more than rounding, as by a schedule that is one step late",
    rule: "sgd",
    predict: {
      decayCurvatures.map { lambda in
        let product = (0..<100).reduce(1.0) { product, t in
          product * (1 - 0.9 * (1 + .cos(.pi * Double(t) / 100)) / 2 * lambda)
        }
        return Prediction("x at λ = \(lambda)", product, .relative(1e-9))
      }
    },
    measure: { lab, rule in try scheduledProduct(lab, rule, shift: 0) },
    control: .other("one step late") { lab in
      try scheduledProduct(lab, Specification(literal: "sgd"), shift: 1)
    })

  private static let decayCurvatures = [0.5, 1, 2]

  private static func scheduledProduct(
    _ lab: Laboratory, _ rule: Specification, shift: Int
  ) throws -> [Double] {
    let cosine = try lab.registry.schedule(
      Specification(literal: "cosine:horizon=100"), horizon: nil)
    return try lab.path(
      lab.rule(rule, rate: 0.9), on: DiagonalQuadratic(decayCurvatures), from: [1, 1, 1],
      steps: 100, rate: { t, _, _ in 0.9 * cosine.factor(at: t + shift) }
    ).last
  }
}
