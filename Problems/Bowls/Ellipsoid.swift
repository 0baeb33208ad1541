import Descent

/// The ellipsoid with condition number 10⁶: the usual quadratic benchmark for black-box methods,
/// aligned with the axes or rotated.
///
/// With `rotated`, z = Qx for the ``Reflection`` Q, which is rational and its own inverse. This is the
/// core of BBOB's f2 and f10 without their shift, oscillation and random rotation, so values differ
/// from theirs. The "rotated hyper-ellipsoid" Σᵢ Σ_{j≤i} xⱼ² of other collections is not rotated.
/// - Source: Hansen and Ostermeier, "Completely derandomized self-adaptation in evolution
///   strategies", Evolutionary Computation 9(2), 2001.
public struct Ellipsoid: ResidualProblem {
  @Hyperparameter("dimension n", in: 1...) public var n = 10
  @Hyperparameter("largest over smallest eigenvalue κ", in: 1...) public var condition = 1e6
  @Hyperparameter("turns the axes by a Householder reflection") public var rotated = false
  @Prepared var weights: [Double]? = nil

  public init() {}

  public static let card = Card(
    name: "ellipsoid", summary: "quadratic bowl of condition 10⁶",
    formula: "f(x) = Σ κ^{(i−1)/(n−1)} zᵢ²,  z = x or Qx,  Q = I − 2vvᵀ/vᵀv,  v = (1, …, n)",
    source: "Hansen and Ostermeier, Evolutionary Computation 9(2), 2001")

  public static let record = ProblemRecord(
    family: "bowls",
    named: ["rotated_ellipsoid": "rotated=true", "rotated-ellipsoid": "rotated=true"],
    instances: ["ellipsoid", "ellipsoid:rotated=true", "ellipsoid:n=3,condition=100,rotated=true"],
    flags: [.convex, .leastSquares])

  public var layout: Layout { .vector(n) }

  /// Checks the memory for the parameters and for as many eigenvalues.
  public func validate() throws(ConfigurationError) {
    try MachineMemory.check(Self.card.name, bytes: 2 * 8 * Double(n))
  }

  public mutating func prepare() { weights = halves }

  /// Half of each eigenvalue.
  private var halves: [Double] { Spectrum.log.eigenvalues(n, smallest: 1, condition: condition) }

  public func start(seed: UInt64) -> [Double] { [Double](repeating: 1, count: n) }

  public var stationaryPoints: [StationaryPoint] {
    [
      StationaryPoint(
        .globalMinimum, at: [Double](repeating: 0, count: n), value: 0,
        .closedForm("a positive definite form is 0 at 0 only"))
    ]
  }

  public var smoothness: Double? { n == 1 ? 2 : 2 * condition }
  public var strongConvexity: Double? { 2 }
  public var window: PlotWindow? { n == 2 ? PlotWindow(x: -5...5, y: -5...5) : nil }

  private func reflection<N: FormulaNumber>(_ x: Point<N>) -> N {
    rotated ? Reflection(n).multiple(x) : .zero
  }

  public func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    let weights = weights ?? halves
    let r = reflection(x)
    var sum = N.zero
    for i in 0..<x.count {
      let z = x[i] - N(Double(i + 1)) * r
      sum += N(weights[i]) * z * z
    }
    return sum
  }

  public var residualCount: Int { n }

  public func residuals<N: FormulaNumber>(_ x: Point<N>, into residuals: Residuals<N>) {
    let weights = weights ?? halves
    let r = reflection(x)
    for i in 0..<x.count {
      residuals[i] = N(weights[i].squareRoot()) * (x[i] - N(Double(i + 1)) * r)
    }
  }
}
