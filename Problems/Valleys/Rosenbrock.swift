import Descent

/// Rosenbrock's valley: a curved ravine with a flat floor, in which steepest descent is slow.
///
/// In two dimensions the only stationary point is the minimum; chained in n ≥ 4 dimensions there is
/// a second, local minimum near (−1, 1, …, 1), and a saddle between (see ``RosenbrockPoints``).
/// - Source: Rosenbrock, "An automatic method for finding the greatest or least value of a
///   function", The Computer Journal 3(3), 1960. "Chained" is not the uncoupled "extended" form of
///   Moré, Garbow and Hillstrom (21).
public struct Rosenbrock: AnalyticProblem, ResidualProblem {
  @Hyperparameter("abscissa a of the minimum") public var a = 1.0
  @Hyperparameter("steepness b of the valley's walls", above: 0) public var b = 100.0
  @Hyperparameter("dimension n", in: 2...) public var n = 2

  public init() {}

  public static let card = Card(
    name: "rosenbrock", summary: "Rosenbrock's curved valley, chained in n dimensions",
    formula: "f(x) = Σ_{i=1}^{n−1} b (xᵢ₊₁ − xᵢ²)² + (a − xᵢ)²",
    source: "Rosenbrock, The Computer Journal 3(3), 1960")

  public static let record = ProblemRecord(
    family: "valleys", aliases: ["mgh01"],
    named: [
      "rosenbrock_2": "n=2", "rosenbrock_4": "n=4", "rosenbrock_6": "n=6", "rosenbrock_10": "n=10",
      "rosenbrock_30": "n=30",
    ],
    instances: [
      "rosenbrock", "rosenbrock:a=2", "rosenbrock:n=4", "rosenbrock:n=6", "rosenbrock:n=10",
      "rosenbrock:n=30",
    ],
    flags: [.leastSquares, .multimodal])

  public var layout: Layout { .vector(n) }

  public func start(seed: UInt64) -> [Double] { (0..<n).map { $0 % 2 == 0 ? -1.2 : 1 } }

  public var stationaryPoints: [StationaryPoint] {
    // For n > 2 the point (a, a², a⁴, …) is stationary only at a = 0 and a = 1.
    guard n == 2 || a == 1 || a == 0 else { return [] }
    let point = n == 2 ? [a, a * a] : [Double](repeating: a, count: n)
    let minimum = StationaryPoint(
      .globalMinimum, at: point, value: 0, .closedForm("both squares vanish"))
    return [minimum] + (a == 1 && b == 100 ? RosenbrockPoints.known(n) : [])
  }

  public var window: PlotWindow? { n == 2 ? PlotWindow(x: -2...2, y: -1...3) : nil }

  public func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    var sum = N.zero
    for i in 0..<(x.count - 1) {
      let wall = x[i + 1] - x[i] * x[i]
      let slope = N(a) - x[i]
      sum += N(b) * wall * wall + slope * slope
    }
    return sum
  }

  public var residualCount: Int { 2 * (n - 1) }

  /// The walls √b (xᵢ₊₁ − xᵢ²) and the slopes a − xᵢ, alternating.
  public func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
    let root = N(b.squareRoot())
    for i in 0..<(x.count - 1) {
      r[2 * i] = root * (x[i + 1] - x[i] * x[i])
      r[2 * i + 1] = N(a) - x[i]
    }
  }

  public func gradient<T: KernelScalar>(_ x: Point<T>, into g: UnsafeMutablePointer<T>) {
    g[0] = 0
    for i in 0..<(x.count - 1) {
      let wall = x[i + 1] - x[i] * x[i]
      g[i] -= 4 * T(b) * x[i] * wall + 2 * (T(a) - x[i])
      g[i + 1] = 2 * T(b) * wall
    }
  }

  // The walls are most of the work in both the value and the gradient.
  @inline(__always)
  public func valueAndGradient<T: KernelScalar>(
    _ x: Point<T>, into g: UnsafeMutablePointer<T>
  ) -> T {
    var sum = T.zero
    var entry = T.zero
    for i in 0..<(x.count - 1) {
      let wall = x[i + 1] - x[i] * x[i]
      let slope = T(a) - x[i]
      sum += T(b) * wall * wall + slope * slope
      g[i] = entry - (4 * T(b) * x[i] * wall + 2 * slope)
      entry = 2 * T(b) * wall
    }
    g[x.count - 1] = entry
    return sum
  }
}
