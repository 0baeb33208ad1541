import Descent

/// n/2 uncoupled copies of Rosenbrock's valley: as hard as one copy, except for methods that mix
/// coordinates.
///
/// Unlike the chained function, which many texts also call "extended", it has one stationary point.
/// - Source: Spedicato, "Computational experience with quasi-Newton algorithms for minimization
///   problems of moderately large size", CISE-N-175, 1975; problem 21 of Moré, Garbow and Hillstrom,
///   ACM TOMS 7(1), 1981.
public struct ExtendedRosenbrock: ResidualProblem {
  @Hyperparameter("abscissa a of each minimum") public var a = 1.0
  @Hyperparameter("steepness b of the valleys' walls", above: 0) public var b = 100.0
  @Hyperparameter("dimension n, even", in: 2...) public var n = 10

  public init() {}

  public static let card = Card(
    name: "extended-rosenbrock", summary: "uncoupled copies of Rosenbrock's valley",
    formula: "f(x) = Σ_{i=1}^{n/2} b (x₂ᵢ − x₂ᵢ₋₁²)² + (a − x₂ᵢ₋₁)²",
    source: "Spedicato, 1975; Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981, problem 21")

  public static let record = ProblemRecord(
    family: "more-garbow-hillstrom", aliases: ["mgh21"],
    instances: ["extended-rosenbrock", "extended-rosenbrock:a=2,b=10,n=4"], flags: .leastSquares)

  public var layout: Layout { .vector(n) }

  public func validate() throws(ConfigurationError) {
    guard n % 2 == 0 else {
      throw .inconsistent(owner: Self.card.name, reason: "n=\(n) is not even")
    }
  }

  public func start(seed: UInt64) -> [Double] { (0..<n).map { $0 % 2 == 0 ? -1.2 : 1 } }

  public var stationaryPoints: [StationaryPoint] {
    [
      StationaryPoint(
        .globalMinimum, at: (0..<n).map { $0 % 2 == 0 ? a : a * a }, value: 0,
        .closedForm("all residuals vanish there only, and the gradient nowhere else"))
    ]
  }

  public var window: PlotWindow? { n == 2 ? PlotWindow(x: -2...2, y: -1...3) : nil }

  public var residualCount: Int { n }

  public func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
    let root = N(b.squareRoot())
    for i in stride(from: 0, to: x.count, by: 2) {
      r[i] = root * (x[i + 1] - x[i] * x[i])
      r[i + 1] = N(a) - x[i]
    }
  }
}
