import Descent

/// A linear autoencoder with one hidden layer: principal component analysis by descent. Every choice
/// of components other than the leading ones is a saddle.
///
/// At a stationary point AB projects onto principal components. W = BX turns f into ½ ‖AW − X‖², so the
/// Hessians have the signs of a factorization with the singular values of X. Minimizers are an orbit of
/// GL(r): the components may be in any basis.
/// - Source: Baldi and Hornik, "Neural networks and principal component analysis: learning from examples
///   without local minima", Neural Networks 2, 1989.
public struct LinearAutoencoder: ResidualProblem {
  @Hyperparameter("number of features", in: 1...) public var features = 4
  @Hyperparameter("number r of hidden units", in: 1...) public var hidden = 2
  @Hyperparameter("number of examples, the features' or more", in: 1...100_000) public
    var examples = 6
  @Hyperparameter("largest singular value of the examples", above: 0) public var top = 2.0
  @Hyperparameter("largest over smallest singular value", above: 1) public var condition = 4.0
  @Prepared var data: [Double]? = nil

  public init() {}

  public static let card = Card(
    name: "linear-autoencoder",
    summary: "principal component analysis by descent, all saddles known",
    formula: "f(B, A) = ½ ‖ABX − X‖²,  B: r × n,  A: n × r",
    source: "Baldi and Hornik, Neural Networks 2, 1989")

  public static let record = ProblemRecord(
    family: "matrices",
    instances: ["linear-autoencoder", "linear-autoencoder:features=3,examples=3,hidden=4"],
    flags: [.leastSquares, .multimodal, .degenerate])

  public var layout: Layout {
    Layout([("encoder", [hidden, features]), ("decoder", [features, hidden])])
  }

  public func validate() throws(ConfigurationError) {
    guard examples >= features else {
      throw .inconsistent(
        owner: Self.card.name, reason: "examples=\(examples) are fewer than features=\(features)")
    }
    try MachineMemory.check(
      Self.card.name, bytes: 8 * Double(features) * Double(examples))
  }

  var frame: SingularFrame {
    SingularFrame(features, examples, top: top, condition: condition)
  }

  public mutating func prepare() { data = frame.matrix }

  public func start(seed: UInt64) -> [Double] { CounterRandom.eighths(layout.count, seed) }

  public var residualFactor: Double { 0.5 }
  public var window: PlotWindow? {
    layout.count == 2 ? PlotWindow(x: -2...2, y: -2...2) : nil
  }

  public var residualCount: Int { features * examples }

  public func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
    let data = data ?? frame.matrix
    for place in 0..<r.count { r[place] = N(-data[place]) }
    for s in 0..<examples {
      for unit in 0..<hidden {
        var code = N.zero
        for j in 0..<features { code += x[unit * features + j] * N(data[j * examples + s]) }
        for j in 0..<features {
          r[j * examples + s] = r[j * examples + s] + x[(features + j) * hidden + unit] * code
        }
      }
    }
  }
}
