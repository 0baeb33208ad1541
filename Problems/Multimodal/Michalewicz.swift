import Descent

/// Michalewicz's function: narrow grooves parallel to the axes, with plateaus between them on
/// which gradients nearly vanish. The grooves are narrower for larger m.
///
/// The function is separable. In the customary box [0, π]ⁿ the lowest minimum of each coordinate
/// is known. Outside the box the function is lower: its infimum is −n. It is approached for k → ∞
/// by xᵢ near π/2 + 2πk where the phase passes (j + ½)π. It is not attained, because x₁ = π/2 +
/// 2πk has a phase (j + ¼)π.
/// - Source: Michalewicz, "Genetic Algorithms + Data Structures = Evolution Programs", 1992.
public struct Michalewicz: FormulaProblem {
  @Hyperparameter("dimension n", in: 1...) public var n = 2
  @Hyperparameter("steepness m of the grooves", in: 1...) public var m = 10

  public init() {}

  public static let card = Card(
    name: "michalewicz", summary: "narrow grooves between plateaux",
    formula: "f(x) = −Σ sin xᵢ sin²ᵐ(i xᵢ²/π)",
    source: "Michalewicz, Genetic Algorithms + Data Structures = Evolution Programs, 1992")

  public static let record = ProblemRecord(
    family: "multimodal",
    named: ["michalewicz_2": "n=2", "michalewicz_5": "n=5", "michalewicz_10": "n=10"],
    instances: ["michalewicz", "michalewicz:n=5", "michalewicz:n=10"], flags: .multimodal)

  public var layout: Layout { .vector(n) }

  private static let starts = [2, 1.5, 1.3, 1.9, 1.7, 1.5, 1.4, 1.7, 1.6, 1.5]

  /// The table's ten coordinates, repeated.
  public func start(seed: UInt64) -> [Double] { (0..<n).map { Self.starts[$0 % 10] } }

  private static let lowest: [LinePoint] = [
    .minimum(2.2029055201726093, -0.8013034100985525), .minimum(Double.pi / 2, -1),
    .minimum(1.2849915705529245, -0.9590912698960059),
    .minimum(1.9230584698663629, -0.9384624184720834),
    .minimum(1.7204697725658413, -0.9888010806215044), .minimum(Double.pi / 2, -1),
    .minimum(1.454413971362379, -0.9932271353558816),
    .minimum(1.7560865209450263, -0.9828720362722106),
    .minimum(1.6557174168210291, -0.9963943649251029), .minimum(Double.pi / 2, -1),
  ]

  /// The lowest minimum in the box, for m = 10 and n ≤ 10.
  public var stationaryPoints: [StationaryPoint] {
    guard m == 10, n <= 10 else { return [] }
    return SeparablePoints.combinations(
      Self.lowest.prefix(n).map { [$0] }, lowest: .localMinimum,
      .krawczyk)
  }

  public var window: PlotWindow? {
    n == 2 ? PlotWindow(x: 0...Double.pi, y: 0...Double.pi) : nil
  }

  public func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    var sum = N.zero
    for i in 0..<x.count {
      let groove = N.sin(N(Double(i + 1)) * x[i] * x[i] / N(Double.pi))
      sum -= N.sin(x[i]) * N.pow(groove * groove, m)
    }
    return sum
  }
}
