import Descent

/// A symmetric matrix as low rank plus diagonal, as in factor analysis. The low-rank part also
/// contributes to the diagonal, but only the other entries determine it.
///
/// The columns of U* are trigonometric (constant, cosine, sine, …), so its rows have equal norms. With
/// n > 2r, the diagonal is unique, and U is unique up to a rotation. At U = 0 with the diagonal of M
/// there is a saddle: the Hessian is −2 times M without its diagonal, whose eigenvalues are eₖ − T/n
/// and −T/n with the eigenvalues eₖ of U*U*ᵀ and their sum T.
/// - Source: Anderson and Rubin, "Statistical inference in factor analysis", 3rd Berkeley Symposium,
///   1956.
public struct LowRankPlusDiagonal: ResidualProblem {
  @Hyperparameter("order n of M", in: 3...) public var n = 6
  @Hyperparameter("rank r, below n/2", in: 1...) public var rank = 2
  @Hyperparameter("largest eigenvalue of the low-rank part", above: 0) public var top = 4.0
  @Hyperparameter("largest over smallest of its eigenvalues", in: 1...) public var condition = 2.0
  @Hyperparameter("largest entry of the diagonal part", above: 0) public var diagonal = 1.0
  @Prepared var target: [Double]? = nil

  public init() {}

  public static let card = Card(
    name: "low-rank-plus-diagonal",
    summary: "factor analysis by least squares, with a known saddle",
    formula: "f(U, d) = ½ ‖UUᵀ + diag(d) − M‖²,  M = U*U*ᵀ + diag(d*)",
    source: "Anderson and Rubin, 3rd Berkeley Symposium, 1956")

  public static let record = ProblemRecord(
    family: "matrices",
    instances: [
      "low-rank-plus-diagonal", "low-rank-plus-diagonal:rank=1",
      "low-rank-plus-diagonal:n=9,rank=3,condition=5",
    ], flags: [.leastSquares, .multimodal, .degenerate])

  public var layout: Layout { Layout([("U", [n, rank]), ("d", [n])]) }

  public func validate() throws(ConfigurationError) {
    guard rank <= (n - 1) / 2 else {
      throw .inconsistent(owner: Self.card.name, reason: "rank=\(rank) is not below half of n=\(n)")
    }
    try MachineMemory.check(
      Self.card.name, bytes: 4 * Double(n) * Double(n))
  }

  public mutating func prepare() { target = matrix }

  public func start(seed: UInt64) -> [Double] {
    CounterRandom.eighths(n * rank, seed) + [Double](repeating: 0, count: n)
  }

  public var residualFactor: Double { 0.5 }
  public var window: PlotWindow? {
    layout.count == 2 ? PlotWindow(x: -2...2, y: -2...2) : nil
  }

  public var residualCount: Int { n * (n + 1) / 2 }

  public func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
    let m = target ?? matrix
    // Off-diagonal entries count twice.
    let root = N(Double(2).squareRoot())
    var place = 0
    for i in 0..<n {
      for j in i..<n {
        var sum = i == j ? x[n * rank + i] : .zero
        for c in 0..<rank { sum += x[i * rank + c] * x[j * rank + c] }
        let residual = sum - N(m[place])
        r[place] = i == j ? residual : root * residual
        place += 1
      }
    }
  }
}
