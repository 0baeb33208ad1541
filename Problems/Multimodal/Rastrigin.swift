import Descent

/// Rastrigin's function: a parabola plus a cosine. Its minima form a lattice and rise slowly.
///
/// The function is separable. At A = 10 each coordinate has 11 minima and 10 maxima in [−5.12,
/// 5.12], so the box contains 11ⁿ minima. Descent ends in the one that the start determines.
/// - Source: Rastrigin, "Systems of Extremal Control", 1974; in n dimensions Mühlenbein, Schomisch
///   and Born, "The parallel genetic algorithm as function optimizer", Parallel Computing 17, 1991.
public struct Rastrigin: FormulaProblem {
  @Hyperparameter("dimension n", in: 1...) public var n = 2
  @Hyperparameter("height A of the waves", in: 0...) public var amplitude = 10.0

  public init() {}

  public static let card = Card(
    name: "rastrigin", summary: "lattice of minima on a parabola",
    formula: "f(x) = An + Σ (xᵢ² − A cos 2πxᵢ)",
    source: "Rastrigin, 1974; Mühlenbein, Schomisch and Born, Parallel Computing 17, 1991")

  public static let record = ProblemRecord(
    family: "multimodal", named: ["rastrigin_2": "n=2", "rastrigin_10": "n=10"],
    instances: ["rastrigin", "rastrigin:n=10", "rastrigin:amplitude=3"], flags: .multimodal)

  public var layout: Layout { .vector(n) }

  /// 2.3, −1.7, 2.3, …
  public func start(seed: UInt64) -> [Double] { (0..<n).map { $0 % 2 == 0 ? 2.3 : -1.7 } }

  private static let waves: [LinePoint] = [
    .minimum(0.9949586376523348, 0.9949590570932914),
    .maximum(0.5025460365546747, 20.251272990990113),
  ]

  /// The minimum 0 for all A; at A = 10 also the minima next to it and the maxima between.
  public var stationaryPoints: [StationaryPoint] {
    let line = SeparablePoints.even(.minimum(0, 0), amplitude == 10 ? Self.waves : [])
    return SeparablePoints.combinations(
      [[LinePoint]](repeating: line, count: n), lowest: .globalMinimum,
      .closedForm("each coordinate is 0 or a root of x + Aπ sin 2πx"))
  }

  private var wave: Double { 4 * Double.pi * Double.pi * amplitude }

  /// The second derivatives are 2 + 4π²A cos 2πxᵢ.
  public var smoothness: Double? { 2 + wave }
  public var strongConvexity: Double? { wave < 2 ? 2 - wave : nil }

  public var window: PlotWindow? {
    n == 2 ? PlotWindow(x: -5.12...5.12, y: -5.12...5.12) : nil
  }

  public func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    var sum = N.zero
    for i in 0..<x.count {
      // 1 − cos 2πx = 2 sin² πx, which does not cancel at 0.
      let wave = N.sin(N(Double.pi) * x[i])
      sum += x[i] * x[i] + N(2 * amplitude) * wave * wave
    }
    return sum
  }
}
