import Descent

/// Real phase retrieval: recovers a signal, up to its sign, from the squares of twelve of its
/// projections.
///
/// The problem is non-convex without a spurious minimum. Besides ±(1, −1, 2), [−4, 4]³ contains four
/// strict saddles and the maximum 0, and no other stationary point
/// (``PhaseRetrieval/stationaryPoints``). The projections are multiples of ¼ and therefore exact.
/// - Source: Candès, Li and Soltanolkotabi, "Phase retrieval via Wirtinger flow: theory and
///   algorithms", IEEE Transactions on Information Theory 61(4), 2015; Sun, Qu and Wright, "A
///   geometric analysis of phase retrieval", Foundations of Computational Mathematics 18(5), 2018.
public struct PhaseRetrieval: ResidualProblem {
  @Hyperparameter("number of projections m", in: 1...100_000) public var m = 12
  @Hyperparameter("signal to be found") public var signal = [1.0, -1, 2]
  @Prepared var rows: [Double]? = nil

  public init() {}

  public static let card = Card(
    name: "phase-retrieval", summary: "a signal from the squares of its projections",
    formula: "f(x) = (1/4m) Σ ((aᵢ·x)² − yᵢ)²,  yᵢ = (aᵢ·x♮)²",
    source: "Candès, Li and Soltanolkotabi, IEEE Transactions on Information Theory 61(4), 2015")

  public static let record = ProblemRecord(
    family: "regression", aliases: ["phase_retrieval"],
    instances: ["phase-retrieval", "phase-retrieval:m=30,signal=0.5;3;-1"],
    flags: [.leastSquares, .multimodal])

  var n: Int { signal.count }
  public var layout: Layout { .vector(n) }
  public func start(seed: UInt64) -> [Double] { [Double](repeating: 0.25, count: n) }

  public func validate() throws(ConfigurationError) {
    if signal.isEmpty { throw .inconsistent(owner: Self.card.name, reason: "signal is empty") }
    try MachineMemory.check(Self.card.name, bytes: 2 * 8 * Double(m) * Double(n + 1))
  }

  public mutating func prepare() { rows = projections }

  /// aᵢ, and with it aᵢ·x♮, for each i.
  var projections: [Double] {
    let random = CounterRandom(seed: 99)
    return (0..<m).flatMap { i in
      let a = (0..<n).map { random.quarter(UInt64(n * i + $0)) }
      return a + [zip(a, signal).reduce(0) { $0 + $1.0 * $1.1 }]
    }
  }

  public var residualCount: Int { m }
  public var residualFactor: Double { 1 / Double(4 * m) }

  public func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    var sum = N.zero
    forEachResidual(x) { _, r in sum += r * r }
    return sum / N(Double(4 * m))
  }

  public func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
    forEachResidual(x) { r[$0] = $1 }
  }

  /// Computes the differences of two squares without cancellation.
  private func forEachResidual<N: FormulaNumber>(_ x: Point<N>, _ body: (Int, N) -> Void) {
    let rows = rows ?? projections
    for i in 0..<m {
      let first = (x.count + 1) * i
      var projection = N.zero
      for j in 0..<x.count { projection += N(rows[first + j]) * x[j] }
      let target = N(rows[first + x.count])
      body(i, (projection - target) * (projection + target))
    }
  }
}
