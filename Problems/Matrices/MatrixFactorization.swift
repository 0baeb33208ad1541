import Descent

/// Matrix factorization: a low-rank fit of a matrix. Every stationary point except the global
/// minima is a strict saddle.
///
/// The minimizers are an orbit of GL(r). With a ridge λ > 0 they are an orbit of O(r) and keep
/// only singular values above λ.
/// - Source: Eckart and Young, "The approximation of one matrix by another of lower rank",
///   Psychometrika 1, 1936; Chi, Lu and Chen, IEEE Transactions on Signal Processing 67(20), 2019.
public struct MatrixFactorization: ResidualProblem {
  @Hyperparameter("rows of M", in: 1...) public var rows = 3
  @Hyperparameter("columns of M", in: 1...) public var columns = 3
  @Hyperparameter("columns r of U and V", in: 1...) public var rank = 2
  @Hyperparameter("ridge λ", in: 0...) public var ridge = 0.0
  @Hyperparameter("largest singular value of M", above: 0) public var top = 3.0
  @Hyperparameter("largest over smallest singular value", above: 1) public var condition = 3.0
  @Prepared var target: [Double]? = nil

  public init() {}

  public static let card = Card(
    name: "matrix-factorization", summary: "low-rank fit of a matrix, all saddles strict and known",
    formula: "f(U, V) = ½ ‖UVᵀ − M‖² + ½λ (‖U‖² + ‖V‖²),  M = Q diag(σ) Pᵀ,  σ linear",
    source: "Eckart and Young, 1936; Chi, Lu and Chen, 2019")

  public static let record = ProblemRecord(
    family: "matrices", aliases: ["matrix_factorization"],
    named: ["matrix_factorization_ridge": "ridge=0.5"],
    instances: [
      "matrix-factorization", "matrix-factorization:ridge=0.5",
      "matrix-factorization:rows=4,columns=3,rank=4",
      "matrix-factorization:rows=2,columns=4,rank=2,ridge=1.5",
    ], flags: [.leastSquares, .multimodal, .degenerate])

  public var layout: Layout { Layout([("U", [rows, rank]), ("V", [columns, rank])]) }

  var frame: SingularFrame {
    SingularFrame(rows, columns, top: top, condition: condition)
  }

  public func validate() throws(ConfigurationError) {
    try MachineMemory.check(Self.card.name, bytes: 8 * Double(rows) * Double(columns))
  }

  public mutating func prepare() { target = frame.matrix }

  public func start(seed: UInt64) -> [Double] { CounterRandom.eighths(layout.count, seed) }

  public var residualFactor: Double { 0.5 }
  public var window: PlotWindow? {
    layout.count == 2 ? PlotWindow(x: -2...2, y: -2...2) : nil
  }

  public var residualCount: Int { rows * columns + (ridge > 0 ? layout.count : 0) }

  public func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
    let m = target ?? frame.matrix
    for i in 0..<rows {
      for j in 0..<columns {
        var sum = N.zero
        for c in 0..<rank { sum += x[i * rank + c] * x[(rows + j) * rank + c] }
        r[i * columns + j] = sum - N(m[i * columns + j])
      }
    }
    guard ridge > 0 else { return }
    let root = N(ridge.squareRoot())
    for i in 0..<x.count { r[rows * columns + i] = root * x[i] }
  }
}
