import BowlProblems
import Descent
import DescentAlgebra
import DescentPictures
import DescentStudy

extension Textbook {
  private static let (shiftedStart, shiftedSteps, apart) = ([3.0, 3], 300, 0.01)

  /// ADAMW-02b: for Adam they are not, for any coefficient.
  static let adamw02b = Experiment(
    "ADAMW-02b",
    "On a quadratic no coefficient of L2 takes Adam to the point that AdamW is at.",
    formula: "min over λ' of the distance to AdamW is not 0",
    source: "Loshchilov and Hutter 2019, Proposition 2", kind: .phenomenon,
    refutation: "a coefficient whose last point is within \(apart) of AdamW's",
    predict: { [Prediction("least distance", apart, .atLeast(slack: 0))] },
    measure: { lab in [leastDistance(try distancesToAdamW(lab))] },
    control: "SGD, decoupled against L2"
  ) { lab in
    [leastDistance(try distancesToDecoupled(lab))]
  }.showing { lab, _ in
    func points(_ distances: [Double]) -> [SIMD2<Double>] {
      zip(coefficients, distances).filter { $0.0 > 0 && $0.1 < 10 }.map { SIMD2($0, $1) }
        .sorted { $0.x < $1.x }
    }
    return ChartPanel(
      "L2 of every coefficient against decoupled decay", x: .logarithmic("coefficient λ' of L2"),
      y: Axis("distance of the last points"),
      [
        .run("within \(apart)", .level(apart, from: 1e-4, to: 1e4)),
        .measured("adam to AdamW", points(try distancesToAdamW(lab))),
        .control("sgd to decoupled sgd", points(try distancesToDecoupled(lab))),
      ])
  }

  private static func leastDistance(_ distances: [Double]) -> Double {
    distances.reduce(.infinity) { min($0, $1.isNaN ? .infinity : $1) }
  }

  private static let shiftedCurvatures = [1.0, 100]
  /// ½ Σ λ (x − 1)², up to a constant.
  private static let shiftedBowls = DenseQuadratic(.diagonal(shiftedCurvatures), shiftedCurvatures)
  private static let coefficients = [0, comparedDecay] + .geometric(1e-4, 1e4, 100)

  /// The distance of Adam's end from AdamW's, for each coefficient.
  private static func distancesToAdamW(_ lab: Laboratory) throws -> [Double] {
    let adamw = try decayed(lab, Specification(literal: "adamw"), comparedDecay)
    return try distances(lab, Specification(literal: "adam"), to: adamw)
  }

  /// The distance of SGD's end from that of SGD with decoupled decay, for each coefficient.
  private static func distancesToDecoupled(_ lab: Laboratory) throws -> [Double] {
    let sgd = Specification(literal: "sgd")
    let last = try decoupledPath(
      lab, sgd, .diagonal(shiftedCurvatures), shiftedCurvatures, from: shiftedStart,
      steps: shiftedSteps)[shiftedSteps]
    return try distances(lab, sgd, to: last)
  }

  private static func distances(
    _ lab: Laboratory, _ rule: Specification, to point: [Double]
  ) throws -> [Double] {
    try coefficients.map { try decayed(lab, rule, $0).minus(point).norm }
  }

  private static func decayed(
    _ lab: Laboratory, _ rule: Specification, _ decay: Double
  ) throws -> [Double] {
    try lab.path(
      lab.rule(rule.with(("weight_decay", decay)), rate: comparedRate), on: shiftedBowls,
      from: shiftedStart, steps: shiftedSteps
    ).last
  }
}
