import Descent

/// Matrix sensing: a low-rank matrix from random linear measurements of it.
///
/// If the number K of Gaussian measurements is at least the dimension of the manifold of matrices of
/// rank r, the minimizers near (U*, V*) are almost surely an orbit of GL(r). The origin is a strict
/// saddle, where the Hessian is that of −⟨C, UVᵀ⟩ with C = Σ bₖAₖ/K, almost surely of full rank.
/// - Source: Bhojanapalli, Neyshabur and Srebro, "Global optimality of local search for low rank matrix
///   recovery", NeurIPS 2016; Tu et al., "Low-rank solutions of linear matrix equations via Procrustes
///   flow", ICML 2016.
public struct MatrixSensing: ResidualProblem {
  @Hyperparameter("rows of the matrix", in: 1...) public var rows = 4
  @Hyperparameter("columns of the matrix", in: 1...) public var columns = 3
  @Hyperparameter("rank r, which is known", in: 1...) public var rank = 2
  @Hyperparameter("number K of measurements", in: 1...100_000) public var measurements = 30
  @Hyperparameter("largest singular value", above: 0) public var top = 3.0
  @Hyperparameter("largest over smallest singular value", above: 1) public var condition = 3.0
  @Hyperparameter("seed of the measurements", in: 0...) public var seed = 0
  @Prepared var prepared: (a: [Double], b: [Double])? = nil

  public init() {}

  public static let card = Card(
    name: "matrix-sensing", summary: "low-rank matrix from random linear measurements",
    formula: "f(U, V) = (1/2K) Σₖ (⟨Aₖ, UVᵀ⟩ − bₖ)²,  bₖ = ⟨Aₖ, U*V*ᵀ⟩,  Aₖ standard normal",
    source: "Bhojanapalli, Neyshabur and Srebro, NeurIPS 2016; Tu et al., ICML 2016")

  public static let record = ProblemRecord(
    family: "matrices",
    instances: ["matrix-sensing", "matrix-sensing:rows=3,columns=5,rank=1,measurements=12,seed=7"],
    flags: [.leastSquares, .multimodal, .degenerate])

  public var layout: Layout { Layout([("U", [rows, rank]), ("V", [columns, rank])]) }

  public func validate() throws(ConfigurationError) {
    try MachineMemory.check(
      Self.card.name, bytes: 8 * Double(measurements) * Double(rows) * Double(columns))
    guard rank <= min(rows, columns) else {
      throw .inconsistent(
        owner: Self.card.name, reason: "rank=\(rank) of a matrix of \(rows)×\(columns)")
    }
    let least = rank * (rows + columns - rank)
    guard measurements >= least else {
      throw .inconsistent(
        owner: Self.card.name,
        reason: "measurements=\(measurements) are fewer than the \(least) that determine the matrix"
      )
    }
  }

  public mutating func prepare() { prepared = data }

  public func start(seed: UInt64) -> [Double] { CounterRandom.eighths(layout.count, seed) }

  public var residualFactor: Double { 1 / Double(2 * measurements) }
  public var window: PlotWindow? {
    layout.count == 2 ? PlotWindow(x: -2...2, y: -2...2) : nil
  }

  public var residualCount: Int { measurements }

  public func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
    let (a, b) = prepared ?? data
    measure(x, a, into: r)
    for k in 0..<measurements { r[k] = r[k] - N(b[k]) }
  }
}
