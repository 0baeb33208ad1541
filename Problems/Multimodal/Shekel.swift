import Descent

/// Shekel's foxholes: narrow wells around m centers in an almost flat plain.
///
/// The other wells move the lowest minimum slightly away from its center (4, 4, 4, 4). Two
/// versions of the seventh center are in use: (5, 3, 5, 3), and (5, 5, 3, 3) by Dixon and Szegő
/// (`historic`). The coordinates that are usually quoted for m = 10 belong to the latter.
/// - Source: Shekel, "Test functions for multimodal search techniques", 1971; Dixon and Szegő,
///   Towards Global Optimisation 2, 1978.
public struct Shekel: FormulaProblem {
  @Hyperparameter("number m of wells", in: 1...10) public var m = 5
  @Hyperparameter("the seventh centre is (5, 5, 3, 3)") public var historic = false

  public init() {}

  public static let card = Card(
    name: "shekel", summary: "narrow wells around m centres in four dimensions",
    formula: "f(x) = −Σ_{i=1}^{m} 1/(βᵢ + ‖x − Cᵢ‖²)",
    source: "Shekel, 1971; Dixon and Szegő, Towards Global Optimisation 2, 1978")

  public static let record = ProblemRecord(
    family: "multimodal", named: ["shekel_5": "m=5", "shekel_7": "m=7", "shekel_10": "m=10"],
    instances: [
      "shekel", "shekel:m=7", "shekel:m=10", "shekel:historic=true,m=7",
      "shekel:historic=true,m=10", "shekel:m=1",
    ], flags: .multimodal)

  public var layout: Layout { .vector(4) }

  public func start(seed: UInt64) -> [Double] { [5, 5, 5, 5] }

  /// The lowest minimum for m = 1, 5, 7 and 10.
  public var stationaryPoints: [StationaryPoint] {
    func lowest(_ value: Double, _ point: [Double]) -> [StationaryPoint] {
      let how: StationaryPoint.Provenance =
        historic && m > 6 ? .published("18 digits, rounded to double") : .krawczyk
      return [StationaryPoint(.minimum(.bestKnown), at: point, value: value, how)]
    }
    func pairs(_ a: Double, _ b: Double) -> [Double] { [a, b, a, b] }
    return switch (m, historic) {
    case (1, _):
      [
        StationaryPoint(
          .globalMinimum, at: [4, 4, 4, 4], value: -10, .closedForm("the only well's centre"))
      ]
    case (5, _): lowest(-10.153199679058227, pairs(4.000037152819676, 4.00013327659156))
    case (7, false): lowest(-10.402915336777744, pairs(4.000572819251117, 3.9996062096096887))
    case (10, false): lowest(-10.536443153483528, pairs(4.000746868270634, 3.9995094800857736))
    case (7, true):
      lowest(
        -10.4029405668186613,
        [4.00057291618582335, 4.00068936618530425, 3.99948970885915061, 3.99960615885863152])
    case (10, true):
      lowest(
        -10.5364098166920431,
        [4.00074653159204672, 4.00059293413853200, 3.99966339804032230, 3.99950980058680758])
    default: []
    }
  }

  private static let beta = [0.1, 0.2, 0.2, 0.4, 0.4, 0.6, 0.3, 0.7, 0.5, 0.5]
  /// The first two coordinates of each center. The other two repeat them.
  private static let centres: [(Double, Double)] = [
    (4, 4), (1, 1), (8, 8), (6, 6), (3, 7), (2, 9), (5, 3), (8, 1), (6, 2), (7, 3.6),
  ]

  public func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    var sum = N.zero
    for i in 0..<m {
      let (p, q) = Self.centres[i]
      let isHistoric = historic && i == 6
      let (a, b) = (x[0] - N(p), x[1] - N(isHistoric ? p : q))
      let (c, d) = (x[2] - N(isHistoric ? q : p), x[3] - N(q))
      sum -= 1 / (N(Self.beta[i]) + a * a + b * b + c * c + d * d)
    }
    return sum
  }
}
