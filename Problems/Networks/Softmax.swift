import Descent
import DescentData

/// Softmax regression: a linear classifier fitted by cross-entropy, a convex problem.
///
/// All K classes have weights, and the ridge does not apply to biases. The biases matter only up to a
/// common shift, and the last term chooses one. It does not change the minimum's value or weights, and it
/// makes the Hessian positive definite if λ > 0 and γ > 0. Its curvature is γK, by default λ, the same as
/// the ridge's, for any number of classes. A larger curvature would limit the learning rate by itself.
/// That is the case for the published reference optima, which have `gauge=1`. The parameters are W (K ×
/// d, row-major), then b.
///
/// `iris-uci` is the iris data as in the UCI repository's file, which has errors in two rows.
/// - Source: Böhning, "Multinomial logistic regression algorithm", Annals of the Institute of
///   Statistical Mathematics 44, 1992.
public struct Softmax: Classifier {
  @Hyperparameter("digits, iris, iris-uci, moons, spirals, blobs, or a file (CSV, IDX, npy; gz)")
  public var data = "digits"
  @Hyperparameter("name or number of the label's column (-1: the last); empty to find it out")
  public var label = ""
  @Hyperparameter("label file beside IDX images or npy; empty for the usual naming")
  public var labels = ""
  @Hyperparameter("number of generated examples", in: 2...) public var examples = Automatic<Int>
    .auto
  @Hyperparameter("number of spirals or blobs", in: 2...) public var classes = Automatic<Int>.auto
  @Hyperparameter("standard deviation of generated points", in: 0...)
  public var noise = Automatic<Double>.auto
  @Hyperparameter("turns of a spiral", in: 0...) public var turns = Automatic<Double>.auto
  @Hyperparameter("radius of the circle of blobs", in: 0...) public var radius = Automatic<Double>
    .auto
  @Hyperparameter("seed of generated points", in: 0...) public var dataSeed = Automatic<Int>.auto
  @Hyperparameter("ridge coefficient λ on the weights", in: 0...) public var ridge = 0.0
  @Hyperparameter("coefficient γ of ½ γ (Σ b)²; auto is λ/K", in: 0...)
  public var gauge = Automatic<Double>.auto
  @Hyperparameter("examples a step: full, or a number") public var batch = BatchSize.full
  @Hyperparameter("fraction of examples held out for testing, or a file of them", in: 0..<1)
  public var test = TestExamples.fraction(0.2)
  @Hyperparameter("label file of a test file; empty for the usual naming")
  public var testLabels = ""
  @Hyperparameter("names or numbers of columns of a table to leave out, joined by semicolons")
  public var ignore = ""
  @Hyperparameter("lines of a table to leave out at its beginning", in: 0...) public var skip = 0
  @Hyperparameter("what separates the fields of a table") public var separator = FieldSeparator.auto
  @Hyperparameter("whether a table begins with names") public var header = HeaderChoice.auto
  @Prepared public var prepared: PreparedExamples? = nil

  public init() {}

  public static let card = Card(
    name: "softmax", summary: "Softmax regression on real or generated examples, convex",
    formula: "F(W, b) = (1/N) Σᵢ [ln Σₖ exp(wₖ·zᵢ + bₖ) − (w_{yᵢ}·zᵢ + b_{yᵢ})] + (λ/2) ‖W‖² "
      + "+ (γ/2) (Σₖ bₖ)²",
    source: "Böhning, Annals of the Institute of Statistical Mathematics 44, 1992")

  public static let record = ProblemRecord(
    family: "networks",
    named: published,
    instances: ["softmax:data=iris,ridge=0.01,test=0"]
      + published.values.sorted().map { "softmax:" + $0 },
    flags: [.convex, .stochastic])

  public func architecture(features: Int, classes: Int) -> Architecture {
    Architecture(
      widths: [features, classes], activation: .tanh, ridge: ridge,
      gauge: gaugeCoefficient(classes: classes))
  }

  /// γ.
  func gaugeCoefficient(classes: Int) -> Double { gauge.resolved(ridge / Double(classes)) }

  /// The formula has revision 2. In revision 1 the gauge term was ½ (Σ b)².
  public var contentDigests: [String: String] {
    dataDigests.merging(["formula": "2"]) { $1 }
  }

  /// All zeros, which gives every class the same probability.
  public func start(seed: UInt64) -> [Double] { [Double](repeating: 0, count: dimension) }

  public var stationaryPoints: [StationaryPoint] { knownMinimum.map { [$0] } ?? [] }
}
