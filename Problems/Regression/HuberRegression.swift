import Descent

/// Robust regression with five gross outliers among 40 observations. It is convex and only once
/// continuously differentiable.
///
/// Huber's h is r²/2 for |r| ≤ δ and linear beyond, so an outlier's influence is at most δ. The Hessian
/// Σ aᵢaᵢᵀ over |rᵢ| ≤ δ jumps where an |rᵢ| crosses δ. At the minimum, no |rᵢ| is within 0.48 of δ. The
/// data are multiples of 1/32 and therefore exact.
/// - Source: Huber, "Robust estimation of a location parameter", Annals of Mathematical Statistics
///   35(1), 1964.
public struct HuberRegression: FormulaProblem {
  @Hyperparameter("residual δ from which the loss is linear", above: 0) public var delta = 1.0
  @Hyperparameter("number of observations m", in: 1...100_000) public var m = 40
  @Prepared var rows: [Double]? = nil

  public init() {}

  public static let card = Card(
    name: "huber-regression", summary: "robust regression with gross outliers",
    formula: "f(x) = Σ h(aᵢ·x − bᵢ),  h(r) = r²/2 for |r| ≤ δ, else δ(|r| − δ/2)",
    source: "Huber, Annals of Mathematical Statistics 35(1), 1964")

  public static let record = ProblemRecord(
    family: "regression", aliases: ["huber_regression"], instances: ["huber-regression"],
    flags: .convex)

  public var layout: Layout { .vector(4) }

  /// Checks the memory for five numbers per observation.
  public func validate() throws(ConfigurationError) {
    try MachineMemory.check(Self.card.name, bytes: 2 * 8 * 5 * Double(m))
  }

  public mutating func prepare() { rows = observations }

  /// aᵢ and bᵢ for each i: multiples of ¼, and aᵢ·(1, −2, 3, −1) with noise; every eighth one also gets
  /// +10 or −6 in turn.
  private var observations: [Double] {
    let (random, noise) = (CounterRandom(seed: 7), CounterRandom(seed: 8))
    return (0..<m).flatMap { i in
      let a = (0..<4).map { random.quarter(UInt64(4 * i + $0)) }
      var b = (2 * Double(noise.bits(UInt64(i)) >> 60) - 15) / 32
      for (entry, truth) in zip(a, [1.0, -2, 3, -1]) { b += entry * truth }
      if i % 8 == 3 { b += i / 8 % 2 == 0 ? 10 : -6 }
      return a + [b]
    }
  }

  public func start(seed: UInt64) -> [Double] { [0, 0, 0, 0] }

  public var stationaryPoints: [StationaryPoint] {
    guard delta == 1, m == 40 else { return [] }
    return [
      StationaryPoint(
        .globalMinimum,
        at: [0.9937788005441636, -1.9592114792383937, 2.965325793753982, -0.961994181784653],
        value: 40.96455513547616,
        .published("stationary in exact rationals, with 35 inliers; convex"))
    ]
  }

  /// The largest eigenvalue of Σ aᵢaᵢᵀ over all observations, for the 40 of the default.
  public var smoothness: Double? { m == 40 ? 73.17082900257226 : nil }

  public func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    let rows = rows ?? observations
    var sum = N.zero
    for i in stride(from: 0, to: rows.count, by: 5) {
      var r = N(-rows[i + 4])
      for j in 0..<4 { r += N(rows[i + j]) * x[j] }
      let size = r < 0 ? -r : r
      sum += size <= N(delta) ? r * r / 2 : N(delta) * (size - N(delta / 2))
    }
    return sum
  }
}
