import Descent

/// Easom's function: one deep well in a plain that is so flat that gradients underflow.
///
/// Beyond a distance of about 5 from (π, π), |f| < 1e-12, so a small gradient does not show a
/// minimum. Start inside the well. f = −u(x) u(y) with u(z) = cos z exp(−(z − π)²), so a point is
/// stationary if both u vanish, or both u′. The 13 points nearest to the well are listed.
/// - Source: Easom, "A survey of global optimization techniques", thesis, University of Louisville,
///   1990.
public struct Easom: FormulaProblem {
  public init() {}

  public static let card = Card(
    name: "easom", summary: "one well in a flat plain",
    formula: "f(x, y) = −cos x cos y exp(−(x − π)² − (y − π)²)",
    source: "Easom, A survey of global optimization techniques, 1990")

  public static let record = ProblemRecord(
    family: "multimodal", instances: ["easom"], flags: .multimodal)

  public var layout: Layout { .vector(2) }

  public func start(seed: UInt64) -> [Double] { [2.5, 3.8] }

  public var stationaryPoints: [StationaryPoint] {
    // The roots of u′ next to π are π ± τ with tan τ = −2τ.
    let (tau, height) = (1.8365972031521258, 0.009005678148573858)
    let ridge = StationaryPoint.Provenance.closedForm("u′ vanishes at π and π ± τ, tan τ = −2τ")
    func shifted(
      _ kind: StationaryPoint.Kind, _ shift: [Double], _ value: Double, _ how: Provenance
    )
      -> [StationaryPoint]
    {
      StationaryPoint(kind, at: shift, value: value, how).signImages().map {
        StationaryPoint(kind, at: ($0.point ?? []).map { $0 + Double.pi }, value: value, how)
      }
    }
    return shifted(.globalMinimum, [0, 0], -1, .closedForm("|f| ≤ 1"))
      + shifted(.localMinimum, [tau, tau], -height * height, ridge)
      + shifted(.maximum, [tau, 0], height, ridge) + shifted(.maximum, [0, tau], height, ridge)
      + shifted(
        .saddle(index: 1), [Double.pi / 2, Double.pi / 2], 0, .closedForm("both cosines vanish"))
  }

  private typealias Provenance = StationaryPoint.Provenance

  public var window: PlotWindow? { PlotWindow(x: 0...7, y: 0...7) }

  public func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    let (a, b) = (x[0] - N(Double.pi), x[1] - N(Double.pi))
    return -N.cos(x[0]) * N.cos(x[1]) * N.exp(-(a * a + b * b))
  }
}
