import Descent

/// A quadratic bowl with a chosen spectrum. Its difficulty is the condition number.
///
/// With `rotated`, z = Qx for the ``Reflection`` Q, which is dense. `mu=2,condition=1e6` is the
/// ellipsoid Σ 10^{6(i−1)/(n−1)} zᵢ². A value or gradient costs O(n), rotated or not.
/// - Source: Nesterov, "Introductory Lectures on Convex Optimization", 2004, §2.1.
public struct Quadratic: AnalyticProblem {
  @Hyperparameter("dimension n", in: 1...) public var n = 10
  @Hyperparameter("largest over smallest eigenvalue", in: 1...) public var condition = 100.0
  @Hyperparameter("how the eigenvalues lie between") public var spectrum = Spectrum.log
  @Hyperparameter("turns the axes by a Householder reflection") public var rotated = false
  @Hyperparameter("smallest eigenvalue", above: 0) public var mu = 1.0
  @Prepared var eigenvalues: [Double]? = nil

  public init() {}

  public static let card = Card(
    name: "quadratic", summary: "quadratic bowl with a chosen condition number and spectrum",
    formula: "f(x) = ½ Σ λᵢ zᵢ²,  z = x or Qx,  Q = I − 2vvᵀ/vᵀv,  v = (1, …, n)",
    source: "Nesterov, Introductory Lectures on Convex Optimization, 2004, §2.1")

  public static let record = ProblemRecord(
    family: "bowls",
    instances: ["quadratic", "quadratic:condition=1e6,mu=2,rotated=true"], flags: .convex)

  public var layout: Layout { .vector(n) }

  /// Checks the memory for the parameters and for as many eigenvalues.
  public func validate() throws(ConfigurationError) {
    try MachineMemory.check(Self.card.name, bytes: 2 * 8 * Double(n))
  }

  public mutating func prepare() {
    eigenvalues = spectrum.eigenvalues(n, smallest: mu, condition: condition)
  }

  public func start(seed: UInt64) -> [Double] { [Double](repeating: 1, count: n) }

  public var stationaryPoints: [StationaryPoint] {
    [
      StationaryPoint(
        .globalMinimum, at: [Double](repeating: 0, count: n), value: 0,
        .closedForm("a positive definite form is 0 at 0 only"))
    ]
  }

  public var smoothness: Double? { n == 1 ? mu : mu * condition }
  public var strongConvexity: Double? { mu }
  public var window: PlotWindow? { n == 2 ? PlotWindow(x: -2...2, y: -2...2) : nil }

  private func reflection<N: FormulaNumber>(_ x: Point<N>) -> N {
    rotated ? Reflection(n).multiple(x) : .zero
  }

  public func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    let lambda = eigenvalues ?? spectrum.eigenvalues(n, smallest: mu, condition: condition)
    let r = reflection(x)
    var sum = N.zero
    for i in 0..<x.count {
      let z = x[i] - N(Double(i + 1)) * r
      sum += N(lambda[i]) * z * z
    }
    return sum / 2
  }

  public func gradient<T: KernelScalar>(_ x: Point<T>, into g: UnsafeMutablePointer<T>) {
    let lambda = eigenvalues ?? spectrum.eigenvalues(n, smallest: mu, condition: condition)
    let r = reflection(x)
    for i in 0..<x.count { g[i] = T(lambda[i]) * (x[i] - T(i + 1) * r) }
    let back = reflection(Point(UnsafePointer(g), count: x.count))
    if rotated { for i in 0..<x.count { g[i] -= T(i + 1) * back } }
  }
}
