import Descent

/// The critical points of Biggs' EXP6 that come in groups.
enum BiggsExp6Points {
  /// A term `weight · exp(−rate · t)`.
  typealias Term = (rate: Double, weight: Double)

  /// The points for all orders of three terms. The problem negates the weight of its second
  /// term.
  static func images(of terms: [Term]) -> [[Double]] {
    let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
    var points: [[Double]] = []
    for order in orders {
      let (a, b, c) = (terms[order[0]], terms[order[1]], terms[order[2]])
      let point = [a.rate, b.rate, a.weight, -b.weight, c.rate, c.weight]
      if !points.contains(point) { points.append(point) }
    }
    return points
  }

  /// With 13 residuals: two terms of equal rate whose weights sum to 2.3263, and one of rate
  /// 17.683.
  static var onLines: [StationaryPoint] {
    let (rate, half, other) = (1.7114159947195875, 1.1631436609188925, 3.4894309827566774)
    let third = (17.683198180949066, -5.186561551993452)
    let value = 0.005655649925499931
    let how = StationaryPoint.Provenance.published(
      "Krawczyk operator for the four variables that the line leaves, 34 digits, rounded to double")
    let saddles = images(of: [(rate, half), (rate, half), third]).map {
      StationaryPoint(
        .saddle(index: 1), curvature: .singular(.ofDimension(1)), at: $0, value: value, how)
    }
    let minima = images(of: [(rate, other), (rate, -half), third]).map {
      StationaryPoint(
        .localMinimum, curvature: .singular(.ofDimension(1)), at: $0, value: value, how)
    }
    return saddles + minima
  }
}
