/// Moves that grow until no number is large enough for them.
///
/// Rules that estimate the distance to a solution lengthen their steps while gradients stay the same, which
/// never ends if these are equal forever; other rules are unstable at settings that they accept. A value that
/// is suddenly not finite, such as the root of a negative number, is another matter.
enum SteadyGrowth {
  /// The number of moves at the end that must each be larger than the previous one.
  static let length = 8
  /// The smallest ratio of the last move to the first.
  static let factor = 0x1p40

  /// Whether a coordinate's moves grow at each of the last steps and far exceed the first.
  /// - Parameter points: finite points, each one step from the start.
  static func isMet(_ points: ArraySlice<[Double]>, coordinate: Int, from start: Double) -> Bool {
    let moves = points.map { abs($0[coordinate] - start) }
    guard moves.count > length, let last = moves.last, last.isFinite,
      let first = moves.first(where: { $0 > 0 })
    else { return false }
    let end = moves.suffix(length + 1)
    return last > factor * first && zip(end, end.dropFirst()).allSatisfy { $0 < $1 }
  }
}
