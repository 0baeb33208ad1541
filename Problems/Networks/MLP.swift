import Descent
import DescentData

/// A multilayer perceptron: dense layers with an activation function between them, fitted by
/// cross-entropy.
///
/// The ridge acts on the weights and, as (λ/2K) (Σb)², on the common shift of the K last biases,
/// which does not affect the cross-entropy. Without that term no minimum would be isolated. The
/// parameters are, layer by layer, the weights (outputs × inputs, as in PyTorch) and the biases.
/// The gradient is computed by hand-written backpropagation.
/// - Source: Rumelhart, Hinton and Williams, "Learning representations by back-propagating errors",
///   Nature 323, 1986.
public struct MLP: Classifier {
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
  @Hyperparameter("widths of the hidden layers", entriesIn: 1...) public var hidden = [64]
  @Hyperparameter("non-linearity after each hidden layer") public var activation = Activation.relu
  @Hyperparameter("how weights are drawn; auto: glorot for tanh, else he")
  public var `init` = Initialisation.auto
  @Hyperparameter("ridge coefficient λ on the weights", in: 0...) public var ridge = 0.0
  @Hyperparameter("examples a step: full, or a number") public var batch = BatchSize.examples(32)
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
    name: "mlp", summary: "Multilayer perceptron on real or generated examples",
    formula: "F = (1/N) Σᵢ [ln Σₖ exp(sₖ(zᵢ)) − s_{yᵢ}(zᵢ)] + (λ/2) Σₗ ‖Wₗ‖² "
      + "+ (λ/2K) (Σ b_L)², "
      + "s = W_L a_{L−1} + b_L, aₗ = φ(Wₗ aₗ₋₁ + bₗ), a₀ = z",
    source: "Rumelhart, Hinton and Williams, Nature 323, 1986")

  public static let record = ProblemRecord(
    family: "networks",
    instances: [
      "mlp:data=iris,hidden=8,activation=tanh,ridge=0.01,test=0",
      "mlp:data=digits,hidden=16,activation=tanh,ridge=0.001",
    ], flags: [.stochastic, .multimodal])

  /// Also throws for layers whose weights alone do not fit into memory.
  public func validate() throws(ConfigurationError) {
    try source.validate(owner: Self.card.name, test: test)
    let widths = [1] + hidden.map { Double($0) } + [2]
    let weights = zip(widths, widths.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }
    try MachineMemory.check(Self.card.name, bytes: 2 * 8 * weights)
  }

  public func architecture(features: Int, classes: Int) -> Architecture {
    Architecture(
      widths: [features] + hidden + [classes], activation: activation, ridge: ridge,
      gauge: ridge / Double(classes))
  }

  public func start(seed: UInt64) -> [Double] { architecture.start(seed: seed, self.`init`) }

  public var stationaryPoints: [StationaryPoint] { knownMinimum.map { [$0] } ?? [] }
}
