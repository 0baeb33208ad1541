import Descent

/// Bilinear regression, also called reduced-rank regression: a linear map of low rank from examples X
/// to targets Y, which is matrix factorization with an ill-conditioned X in front.
///
/// The singular values of X range from 1 to 1/condition. Y is the sum of a matrix in the range of X
/// with singular values 3 … 1 and a part of norm `noise` that no map can fit. W = XU turns f into ½
/// ‖WVᵀ − Y‖², so the stationary points and the signs of their Hessians are those of the factorization
/// of Y. The eigenvalues are different.
/// - Source: Izenman, "Reduced-rank regression for the multivariate linear model", Journal of
///   Multivariate Analysis 5, 1975; Baldi and Hornik, Neural Networks 2, 1989.
public struct BilinearRegression: ResidualProblem {
  @Hyperparameter("number of features", in: 1...) public var features = 4
  @Hyperparameter("number of outputs", in: 1...) public var outputs = 3
  @Hyperparameter("rank r of the map", in: 1...) public var rank = 2
  @Hyperparameter("number of examples, above that of features", in: 2...100_000) public
    var examples = 8
  @Hyperparameter("largest over smallest singular value of X", above: 1)
  public var condition = 10.0
  @Hyperparameter("norm of what no map explains", in: 0...) public var noise = 0.5
  @Prepared var prepared: (x: [Double], y: [Double])? = nil

  public init() {}

  public static let card = Card(
    name: "bilinear-regression", summary: "linear map of low rank fitted to examples",
    formula: "f(U, V) = ½ ‖XUVᵀ − Y‖²",
    source: "Izenman, Journal of Multivariate Analysis 5, 1975")

  public static let record = ProblemRecord(
    family: "matrices",
    instances: [
      "bilinear-regression", "bilinear-regression:features=2,outputs=3,rank=3,condition=20",
    ], flags: [.leastSquares, .multimodal, .degenerate])

  public var layout: Layout { Layout([("U", [features, rank]), ("V", [outputs, rank])]) }

  public func validate() throws(ConfigurationError) {
    guard examples > features else {
      throw .inconsistent(
        owner: Self.card.name, reason: "examples=\(examples) are no more than features=\(features)")
    }
    try MachineMemory.check(
      Self.card.name, bytes: 8 * Double(examples) * (Double(features) + Double(outputs)))
  }

  public mutating func prepare() { prepared = data }

  public func start(seed: UInt64) -> [Double] { CounterRandom.eighths(layout.count, seed) }

  public var residualFactor: Double { 0.5 }
  public var window: PlotWindow? {
    layout.count == 2 ? PlotWindow(x: -2...2, y: -2...2) : nil
  }

  public var residualCount: Int { examples * outputs }

  public func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
    let (inputs, y) = prepared ?? data
    for place in 0..<r.count { r[place] = N(-y[place]) }
    for s in 0..<examples {
      for c in 0..<rank {
        var hidden = N.zero
        for j in 0..<features { hidden += N(inputs[s * features + j]) * x[j * rank + c] }
        for j in 0..<outputs {
          r[s * outputs + j] = r[s * outputs + j] + hidden * x[(features + j) * rank + c]
        }
      }
    }
  }
}
