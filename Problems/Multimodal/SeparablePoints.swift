import Descent

/// A stationary point of a function of one coordinate.
struct LinePoint {
  let at: Double
  let value: Double
  let isMinimum: Bool

  static func minimum(_ at: Double, _ value: Double) -> LinePoint {
    LinePoint(at: at, value: value, isMinimum: true)
  }

  static func maximum(_ at: Double, _ value: Double) -> LinePoint {
    LinePoint(at: at, value: value, isMinimum: false)
  }

  /// The stationary point at −x of an even function.
  var opposite: LinePoint { LinePoint(at: -at, value: value, isMinimum: isMinimum) }
}

/// The stationary points of a sum of one-coordinate functions.
enum SeparablePoints {
  /// All combinations if there are at most 150. Otherwise those that differ only in the first or
  /// only in the last coordinate from the combination of the lowest points.
  /// - Parameters:
  ///   - lines: the points of each coordinate, the lowest one first.
  ///   - lowest: the kind of the combination of the lowest points.
  static func combinations(
    _ lines: [[LinePoint]], lowest: StationaryPoint.Kind, _ how: StationaryPoint.Provenance
  ) -> [StationaryPoint] {
    let count = lines.reduce(1) { min(1000, $0 * $1.count) }
    var choices = [lines.map { $0[0] }]
    if count <= 150 {
      for (i, line) in lines.enumerated() {
        choices += choices.flatMap { choice in
          line.dropFirst().map { point in choice.enumerated().map { $0 == i ? point : $1 } }
        }
      }
    } else {
      for i in Set([0, lines.count - 1]).sorted() {
        choices += lines[i].dropFirst().map { point in
          choices[0].enumerated().map { $0 == i ? point : $1 }
        }
      }
    }
    return choices.enumerated().map { place, choice in
      let index = choice.count { !$0.isMinimum }
      let kind: StationaryPoint.Kind =
        switch index {
        case 0: place == 0 ? lowest : .localMinimum
        case choice.count: .maximum
        default: .saddle(index: index)
        }
      return StationaryPoint(
        kind, at: choice.map(\.at), value: choice.reduce(0) { $0 + $1.value }, how)
    }
  }

  /// The points of an even function: one at 0, and others with their opposite points.
  static func even(_ centre: LinePoint, _ others: [LinePoint]) -> [LinePoint] {
    [centre] + others.flatMap { [$0, $0.opposite] }
  }
}
