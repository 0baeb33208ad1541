import Descent

extension LinearAutoencoder {
  /// One point for each set of components that a stationary point can keep. B projects onto them, and A
  /// is its transpose.
  public var stationaryPoints: [StationaryPoint] {
    let square = SingularFrame(features, features, top: top, condition: condition)
    let landscape = FactorizationLandscape(frame: square, rank: hidden)
    return landscape.sets.map { kept in
      var x = [Double](repeating: 0, count: layout.count)
      for (unit, k) in kept.enumerated() {
        for (j, entry) in square.left(k).enumerated() {
          x[unit * features + j] = entry
          x[(features + j) * hidden + unit] = entry
        }
      }
      return landscape.point(
        kept, at: x, "projects onto the principal components \(kept.map { $0 + 1 })")
    }
  }
}
