import Descent

extension PhaseRetrieval {
  /// The minima ± the signal and the maximum 0 for any signal of three entries and at least twelve
  /// projections: no two planes contain the first twelve aᵢ, so those with aᵢ·x♮ ≠ 0 span the space,
  /// and the Hessians (2/m) Σ yᵢaᵢaᵢᵀ and −(1/m) Σ yᵢaᵢaᵢᵀ are definite. The saddles are listed only
  /// for the defaults.
  public var stationaryPoints: [StationaryPoint] {
    guard m >= 12, n == 3, signal.contains(where: { $0 != 0 }) else { return [] }
    let rows = projections
    // In steps, because the compiler may give up on longer expressions where it is slow.
    let fourthPowers = (0..<m).map { i -> Double in Double.pow(rows[4 * i + 3], 4) }
    let top: Double = fourthPowers.reduce(0, +) / Double(4 * m)
    let how = StationaryPoint.Provenance.closedForm("every residual vanishes")
    let centre = StationaryPoint(
      .maximum, at: [0, 0, 0], value: top,
      .closedForm("f is even; its Hessian −(1/m) Σ yᵢaᵢaᵢᵀ is negative definite"))
    let known: [StationaryPoint] = Self.both(.globalMinimum, signal, 0, how) + [centre]
    return m == 12 && signal == [1, -1, 2] ? known + Self.saddles : known
  }

  private static let saddles: [StationaryPoint] = {
    let how = StationaryPoint.Provenance.krawczyk
    let first = [0.7384495416035907, 0.6192814264269946, 0.6030062100294954]
    let second = [0.1802392778127105, -0.14092967192718503, -0.07654860727550111]
    let lower: [StationaryPoint] = both(.saddle(index: 1), first, 9.712649934029242, how)
    let upper: [StationaryPoint] = both(.saddle(index: 2), second, 13.942316095451742, how)
    return lower + upper
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
