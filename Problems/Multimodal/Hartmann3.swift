import Descent

/// Hartmann's function of three variables: four overlapping Gaussian wells of unequal widths.
///
/// Dixon and Szegő print P₄₁ as 0.03815, most later tables as 0.0381. The usual x* = (0.114614,
/// 0.555649, 0.852547) belongs to 0.03815; with 0.0381 its first coordinate is 0.114589. No point
/// outside [0, 1]³ is lower, because moving it to the box brings it nearer to every center.
/// - Source: Hartman, "Some experiments in global optimization", 1973; Dixon and Szegő, Towards
///   Global Optimisation 2, 1978.
public struct Hartmann3: FormulaProblem {
  @Hyperparameter("entry P₄₁ of the centres") public var p41 = 0.0381

  public init() {}

  public static let card = Card(
    name: "hartmann-3", summary: "four Gaussian wells in three dimensions",
    formula: "f(x) = −Σ_{i=1}^{4} αᵢ exp(−Σ_{j=1}^{3} Aᵢⱼ (xⱼ − Pᵢⱼ)²)",
    source: "Hartman, 1973; Dixon and Szegő, Towards Global Optimisation 2, 1978")

  public static let record = ProblemRecord(
    family: "multimodal", aliases: ["hartmann_3"],
    instances: ["hartmann-3", "hartmann-3:p41=0.03815"], flags: .multimodal)

  public var layout: Layout { .vector(3) }

  public func start(seed: UInt64) -> [Double] { [0.5, 0.5, 0.5] }

  /// For P₄₁ = 0.0381 and 0.03815.
  public var stationaryPoints: [StationaryPoint] { Hartmann3Points.known(p41: p41) }

  private static let scales = [3.0, 10, 30, 0.1, 10, 35, 3, 10, 30, 0.1, 10, 35]
  private static let centres = [
    0.3689, 0.1170, 0.2673, 0.4699, 0.4387, 0.7470, 0.1091, 0.8732, 0.5547, 0.0381, 0.5743, 0.8828,
  ]

  public func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    HartmannSum.value(x, scales: Self.scales) { i, j in
      i == 3 && j == 0 ? p41 : Self.centres[3 * i + j]
    }
  }
}
