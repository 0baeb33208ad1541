import Descent

/// Hartmann's function of six variables: four Gaussian wells. Many methods end in the second lowest
/// one, at −3.2032.
///
/// The global minimum given is the lowest known minimum; it is not proved to be global.
/// - Source: Hartman, "Some experiments in global optimization", 1973; Dixon and Szegő, Towards
///   Global Optimisation 2, 1978.
public struct Hartmann6: FormulaProblem {
  public init() {}

  public static let card = Card(
    name: "hartmann-6", summary: "four Gaussian wells in six dimensions",
    formula: "f(x) = −Σ_{i=1}^{4} αᵢ exp(−Σ_{j=1}^{6} Aᵢⱼ (xⱼ − Pᵢⱼ)²)",
    source: "Hartman, 1973; Dixon and Szegő, Towards Global Optimisation 2, 1978")

  public static let record = ProblemRecord(
    family: "multimodal", aliases: ["hartmann_6"], instances: ["hartmann-6"], flags: .multimodal)

  public var layout: Layout { .vector(6) }

  public func start(seed: UInt64) -> [Double] { [Double](repeating: 0.5, count: 6) }

  /// The saddle lies between the two minima.
  public var stationaryPoints: [StationaryPoint] {
    HartmannSum.points([
      (
        .minimum(.bestKnown), -3.3223680114155147,
        [
          0.20168951100670543, 0.15001069182345797, 0.476873974221897, 0.2753324304940561,
          0.31165161660011326, 0.6573005340656203,
        ]
      ),
      (
        .localMinimum, -3.203161918396231,
        [
          0.4046531277061713, 0.8824449239723832, 0.8461015704781808, 0.5739896924303658,
          0.1389266036672439, 0.038495892478237266,
        ]
      ),
      (
        .saddle(index: 1), -0.9144817027387762,
        [
          0.35278249841343684, 0.593747665900131, 0.4763125712675885, 0.40058249753177966,
          0.31111531036315854, 0.3239715809275998,
        ]
      ),
    ])
  }

  private static let scales = [
    10, 3, 17, 3.5, 1.7, 8, 0.05, 10, 17, 0.1, 8, 14, 3, 3.5, 1.7, 10, 17, 8, 17, 8, 0.05, 10, 0.1,
    14,
  ]
  private static let centres = [
    0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886, 0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991,
    0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650, 0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381,
  ]

  public func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    HartmannSum.value(x, scales: Self.scales) { i, j in Self.centres[6 * i + j] }
  }
}
