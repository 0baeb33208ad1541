import Descent

/// The orthogonal Procrustes problem by descent: the matrix nearest to C = AᵀB, where A has
/// orthonormal columns, with a penalty that pulls it to the orthogonal group.
///
/// ∇f = X − C + μX(XᵀX − I) vanishes where X = Q diag(ξ) Pᵀ with the singular vectors of C and a root of
/// μξ³ + (1 − μ)ξ = σ for each singular value: the largest roots give the global minimum (von Neumann's
/// trace inequality), whose polar factor QPᵀ is the Procrustes solution for every μ. For a large μ,
/// flipping the sign of the smallest value gives a local minimum on the other component of the
/// orthogonal group.
/// - Source: Schönemann, "A generalized solution of the orthogonal Procrustes problem", Psychometrika
///   31, 1966.
public struct Procrustes: ResidualProblem {
  @Hyperparameter("order n of X", in: 1...) public var n = 3
  @Hyperparameter("penalty μ", above: 0) public var penalty = 10.0
  @Hyperparameter("largest singular value of C", above: 0) public var top = 1.0
  @Hyperparameter("largest over smallest singular value", above: 1) public var condition = 3.0
  @Prepared var target: [Double]? = nil

  public init() {}

  public static let card = Card(
    name: "procrustes", summary: "nearest orthogonal matrix by a penalty, all points known",
    formula: "f(X) = ½ ‖X − C‖² + ¼μ ‖XᵀX − I‖²,  C = Q diag(σ) Pᵀ,  σ linear",
    source: "Schönemann, Psychometrika 31, 1966")

  public static let record = ProblemRecord(
    family: "matrices",
    instances: ["procrustes", "procrustes:n=2,penalty=0.5", "procrustes:n=5,condition=10"],
    flags: [.leastSquares, .multimodal])

  public var layout: Layout { Layout([("X", [n, n])]) }

  private var frame: SingularFrame { SingularFrame(n, n, top: top, condition: condition) }

  public func validate() throws(ConfigurationError) {
    try MachineMemory.check(Self.card.name, bytes: 8 * Double(n) * Double(n))
  }

  public mutating func prepare() { target = frame.matrix }

  public func start(seed: UInt64) -> [Double] { CounterRandom.eighths(n * n, seed) }

  /// All points for n ≤ 3. For larger n, the global minimum, and the points with other roots for the
  /// smallest singular value or for all. Points with a singular or nearly singular Hessian are left out.
  public var stationaryPoints: [StationaryPoint] {
    let frame = frame
    let roots = frame.sigma.map { ProcrustesPoint.roots($0, penalty: penalty) }
    var choices: [[Double]] = [[]]
    if n <= 3 {
      for values in roots { choices = choices.flatMap { chosen in values.map { chosen + [$0] } } }
    } else {
      let largest = roots.map { $0[0] }
      choices = [largest] + roots[n - 1].dropFirst().map { largest.dropLast() + [$0] }
      if roots.allSatisfy({ $0.count == 3 }) {
        choices += [1, 2].map { index in roots.map { $0[index] } }
      }
    }
    return choices.enumerated().compactMap { index, xi in
      ProcrustesPoint(frame: frame, penalty: penalty, xi: xi).point(isGlobal: index == 0)
    }
  }

  public var residualFactor: Double { 0.5 }
  public var window: PlotWindow? {
    layout.count == 2 ? PlotWindow(x: -2...2, y: -2...2) : nil
  }

  public var residualCount: Int { 2 * n * n }

  public func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
    let c = target ?? frame.matrix
    let root = N((penalty / 2).squareRoot())
    for i in 0..<(n * n) { r[i] = x[i] - N(c[i]) }
    for i in 0..<n {
      for j in 0..<n {
        var sum = N(i == j ? -1 : 0)
        for k in 0..<n { sum += x[k * n + i] * x[k * n + j] }
        r[(n + i) * n + j] = root * sum
      }
    }
  }
}
