import Descent

/// A saddle and a local minimum of Brown's almost linear function for n = 10, each with its nine
/// images: eight of the first nine coordinates are equal, and the different one may be at any
/// position.
enum BrownAlmostLinearPoints {
  static let further: [StationaryPoint] = rows.flatMap { kind, value, equal, single, last in
    (0..<9).map { place in
      .certified(kind, value, (0..<9).map { $0 == place ? single : equal } + [last])
    }
  }

  private static let rows: [(StationaryPoint.Kind, Double, Double, Double, Double)] = [
    (
      .saddle(index: 1), 1.3934922711926614, -0.6733768141901875, 0.08017801076684193,
      16.89684003337246
    ),
    (
      .localMinimum, 1.8412483660885046, 1.368095541434441, -0.06678938320978363,
      -1.0959030589147842
    ),
  ]
}
