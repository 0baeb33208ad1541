import Descent

extension PhaseRetrieval {
  /// The minima ± the signal and the maximum 0 for any signal of three entries and at least twelve
  /// projections: no two planes contain the first twelve aᵢ, so those with aᵢ·x♮ ≠ 0 span the space,
  /// and the Hessians (2/m) Σ yᵢaᵢaᵢᵀ and −(1/m) Σ yᵢaᵢaᵢᵀ are definite. The saddles are listed only
  /// for the defaults.
  public var stationaryPoints: [StationaryPoint] {
    guard m >= 12, n == 3, signal.contains(where: { $0 != 0 }) else { return [] }
    let rows = projections
    let top = (0..<m).reduce(0.0) { $0 + .pow(rows[4 * $1 + 3], 4) } / Double(4 * m)
    let how = StationaryPoint.Provenance.closedForm("every residual vanishes")
    let known =
      Self.both(.globalMinimum, signal, 0, how) + [
        StationaryPoint(
          .maximum, at: [0, 0, 0], value: top,
          .closedForm("f is even; its Hessian −(1/m) Σ yᵢaᵢaᵢᵀ is negative definite"))
      ]
    return known + (m == 12 && signal == [1, -1, 2] ? Self.saddles : [])
  }

  private static let saddles: [StationaryPoint] = {
    let how = StationaryPoint.Provenance.krawczyk
    let first = [0.7384495416035907, 0.6192814264269946, 0.6030062100294954]
    let second = [0.1802392778127105, -0.14092967192718503, -0.07654860727550111]
    return both(.saddle(index: 1), first, 9.712649934029242, how)
      + both(.saddle(index: 2), second, 13.942316095451742, how)
  }()

  /// A point and its mirror image.
  private static func both(
    _ kind: StationaryPoint.Kind, _ point: [Double], _ value: Double,
    _ how: StationaryPoint.Provenance
  ) -> [StationaryPoint] {
    [1, -1].map { sign in
      StationaryPoint(kind, at: point.map { sign * $0 }, value: value, how)
    }
  }
}
