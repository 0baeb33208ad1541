import Descent

extension MatrixFactorization {
  /// One point for each set of singular values that a stationary point can keep.
  public var stationaryPoints: [StationaryPoint] {
    let frame = frame
    let landscape = FactorizationLandscape(frame: frame, rank: rank, ridge: ridge)
    return landscape.sets.map { kept in
      var x = [Double](repeating: 0, count: layout.count)
      for (column, k) in kept.enumerated() {
        let size = (frame.sigma[k] - ridge).squareRoot()
        let vector = frame.left(k) + frame.right(k)
        for i in vector.indices { x[i * rank + column] = size * vector[i] }
      }
      return landscape.point(
        kept, at: x, "keeps the singular values \(kept.map { frame.sigma[$0] }), less the ridge")
    }
  }
}
