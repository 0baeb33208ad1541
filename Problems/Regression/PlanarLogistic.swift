import Descent
import DescentData

/// Logistic regression of generated points in the plane, with a ridge on the slope but not on the
/// intercept. It is convex but not strongly convex.
///
/// A line nearly separates the two moons. It cannot separate two spirals, so their minimum is close to ln
/// 2, the loss of a random guess. If the minimum is right, all random numbers of the generators are
/// right.
/// - Source: Cox, "The regression analysis of binary sequences", Journal of the Royal Statistical
///   Society B 20(2), 1958; the points as ``DataSet/moons(count:noise:seed:)`` and
///   ``DataSet/spirals(count:classes:turns:noise:seed:)`` make them.
public struct PlanarLogistic: FormulaProblem, LikelihoodProblem {
  /// The generated points.
  public enum Points: String, CaseIterable, WordHyperparameter {
    case moons, spirals
  }

  @Hyperparameter("moons or spirals") public var data = Points.moons
  @Hyperparameter("ridge coefficient λ on the slope", in: 0...) public var ridge = 0.01
  @Hyperparameter("points m on each moon or arm", in: 2...100_000) public var m = 100
  @Hyperparameter("standard deviation of the points", in: 0...)
  public var noise = Automatic<Double>.auto
  @Prepared var loss: LogisticLoss? = nil

  public init() {}

  public static let card = Card(
    name: "planar-logreg", summary: "logistic regression of generated points in the plane",
    formula: "f(w, b) = (1/2m) Σ ln(1 + exp(−yᵢ (w·pᵢ + b))) + (λ/2) ‖w‖²",
    source: "Cox, Journal of the Royal Statistical Society B 20(2), 1958")

  public static let record = ProblemRecord(
    family: "regression",
    named: [
      "moons_logreg": "data=moons", "moons-logreg": "data=moons", "spirals_logreg": "data=spirals",
      "spirals-logreg": "data=spirals",
    ], instances: ["planar-logreg", "planar-logreg:data=spirals"], flags: .convex)

  public var layout: Layout { .vector(3) }

  public func validate() throws(ConfigurationError) {
    try MachineMemory.check(Self.card.name, bytes: 2 * 8 * 3 * 2 * Double(m))
  }

  public mutating func prepare() { loss = examples }

  /// (pᵢ, 1) multiplied by the label, which is −1 for the first moon or arm and 1 for the
  /// second.
  private var examples: LogisticLoss {
    let points: DataSet =
      switch data {
      case .moons: .moons(count: 2 * m, noise: noise.resolved(0.15), seed: 11)
      case .spirals:
        .spirals(count: 2 * m, classes: 2, turns: 1.5, noise: noise.resolved(0.02), seed: 17)
      }
    let features = points.features
    let rows = points.labels.enumerated().flatMap { i, label in
      [features[2 * i], features[2 * i + 1], 1].map { label == 0 ? -$0 : $0 }
    }
    return LogisticLoss(rows: rows, width: 3)
  }

  public func start(seed: UInt64) -> [Double] { [0, 0, 0] }

  public var stationaryPoints: [StationaryPoint] {
    guard m == 100, ridge == 0.01, noise == .auto else { return [] }
    let (point, value) =
      switch data {
      case .moons:
        ([1.095030493732248, -2.980830943754317, 0.1854085782217478], 0.3525369829172632)
      case .spirals:
        ([0.06607599726127275, -1.0345457289325137, 0.00014696974169086963], 0.6664363778704585)
      }
    let proof = "Krawczyk operator and interval LDLᵀ at 300 bits, rounded to double"
    return [StationaryPoint(.globalMinimum, at: point, value: value, .published(proof))]
  }

  public func _likelihood32() throws -> Likelihood<Float>? { examples.likelihood() }
  public func _likelihood64() throws -> Likelihood<Double>? {
    examples.likelihood()
  }

  public func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    (loss ?? examples).value(x, ridge: ridge, penalised: 2)
  }
}
