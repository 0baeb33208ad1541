import BowlProblems
import Descent
import RealModule

extension Textbook {
  /// ORACLE-flat: 0/0 gives no move.
  static let oracleFlat = Experiment(
    "ORACLE-flat", "With ε = 0 a coordinate that never had a gradient does not move.",
    formula: "gᵢ = 0 for all i ≤ t ⇒ dₜ = 0",
    source: "derived here: the limit ε → 0 of each definition",
    kind: .identity, refutation: "another point than x₀, or NaN, after 20 steps",
    predict: {
      flatRules.map { Prediction($0, 1, .exactly) }
    },
    measure: { lab in try flatCoordinates(lab, curvature: 0) },
    control: "a gradient of 1e-100, which moves it as any other does",
    { lab in try flatCoordinates(lab, curvature: 1e-100) })

  private static let flatRules = [
    "adagrad:eps=0", "rmsprop:eps=0", "rmsprop:eps=0,centered=true",
    "rmsprop:eps=0,momentum=0.5", "adam:eps=0", "adam:eps=0,amsgrad=true",
    "adamw:eps=0,weight_decay=0",
  ]

  private static func flatCoordinates(_ lab: Laboratory, curvature: Double) throws -> [Double] {
    try flatRules.map { rule in
      try lab.path(
        lab.rule(Specification(literal: rule), rate: 0.01),
        on: DiagonalQuadratic([1, curvature]), from: [1, 1], steps: 20
      ).last[1]
    }
  }

  /// ORACLE-idle: coordinates with a gradient of 0 are updated, too.
  static let oracleIdle = Experiment(
    "ORACLE-idle", "A coordinate without a gradient decays all the same, and without decay stays.",
    formula: "gₜ = λ xₜ₋₁, or xₜ = (1 − lr λ) xₜ₋₁",
    source: "derived here from each definition, with ∇f = 0",
    kind: .identity, refutation: "a point of 50, on x²/2 + 0 y², off by more than rounding",
    predict: { idleRules.map { Prediction($0.rule, 0, .absolute(Oracle.rounding)) } },
    measure: { lab in
      try idleRules.map { try idleDifference(lab, Specification(literal: $0.rule), $0.definition) }
    },
    control: "gradient descent without decay",
    { lab in
      try idleRules.map { try idleDifference(lab, Specification(literal: "sgd"), $0.definition) }
    })

  private static let idleRules: [(rule: String, definition: String)] = [
    ("sgd:weight_decay=0.5", "sgd:weight_decay=0.5"),
    ("momentum:weight_decay=0.5", "momentum:momentum=0.9,weight_decay=0.5"),
    ("adagrad:weight_decay=0.5", "adagrad:eps=1e-10,weight_decay=0.5"),
    ("rmsprop:weight_decay=0.5", "rmsprop:alpha=0.99,eps=1e-8,weight_decay=0.5"),
    ("adam:weight_decay=0.5", "adam:beta1=0.9,beta2=0.999,eps=1e-8,weight_decay=0.5"),
    ("adamw:weight_decay=0.5", "adamw:beta1=0.9,beta2=0.999,eps=1e-8,weight_decay=0.5"),
    ("adamw:weight_decay=0", "adamw:beta1=0.9,beta2=0.999,eps=1e-8,weight_decay=0"),
  ]

  private static func idleDifference(
    _ lab: Laboratory, _ rule: Specification, _ definition: String
  ) throws -> Double {
    let points = try lab.path(
      lab.rule(rule, rate: 0.01), on: DiagonalQuadratic([1, 0]), from: [1, 1], steps: 50
    ).points
    let rates = [Double](repeating: 0.01, count: 50)
    let predicted = Oracle.defined(definition).points(
      .diagonal([1, 0]), [0, 0], from: [1, 1], rates: rates)
    return Oracle.difference(points, predicted)
  }
}
