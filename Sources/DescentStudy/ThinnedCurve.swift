/// A curve in bounded memory for any number of points. It keeps the first and the last point, and the
/// points with the extreme coordinates in each interval in between. The intervals grow with the number
/// of points; up to ``capacity`` points, all are kept.
package struct ThinnedCurve: Sendable, Hashable {
  /// The extremes that are kept in each interval.
  package enum Extremes: Sendable, Hashable {
    /// For a function of x: the lowest and the highest y.
    case ofHeight
    /// For a path: the extremes of both coordinates.
    case ofBoth
  }

  private struct Entry: Sendable, Hashable {
    let number: Int
    let point: SIMD2<Double>
  }

  /// The largest number of points between the first and the last one.
  package let capacity: Int
  private let extremes: Extremes
  /// The number of points added.
  package private(set) var count = 0
  private var first: Entry?
  private var last: Entry?
  private var kept: [Entry] = []
  /// The number of points in an interval; 1 while all are kept.
  private var stretch = 1
  /// The extremes of the current interval.
  private var pending: [Entry] = []
  private var pendingCount = 0

  /// - Parameter capacity: at least 16.
  package init(keeping extremes: Extremes, capacity: Int = 8192) {
    precondition(capacity >= 16, "a capacity of \(capacity)")
    self.capacity = capacity
    self.extremes = extremes
  }

  /// - Parameter number: the point's entry in ``numbers``, not less than the previous one; by
  ///   default, the count of earlier points.
  package mutating func append(_ point: SIMD2<Double>, number: Int? = nil) {
    let entry = Entry(number: number ?? count, point: point)
    count += 1
    if first == nil { first = entry }
    last = entry
    guard stretch > 1 else {
      kept.append(entry)
      if kept.count >= capacity { halve() }
      return
    }
    if pending.isEmpty {
      pending = [Entry](repeating: entry, count: ranks)
    } else {
      for rank in 0..<ranks where isMoreExtreme(entry, pending[rank], rank) {
        pending[rank] = entry
      }
    }
    pendingCount += 1
    guard pendingCount == stretch else { return }
    kept += distinct(pending)
    pending.removeAll(keepingCapacity: true)
    pendingCount = 0
    if kept.count >= capacity { halve() }
  }

  /// The kept points, in the order in which they were added.
  package var points: [SIMD2<Double>] { entries.map(\.point) }

  /// The number of each of ``points``.
  package var numbers: [Int] { entries.map(\.number) }

  private var entries: [Entry] {
    guard let first, let last else { return [] }
    return distinct([first] + kept + distinct(pending) + [last])
  }

  private var ranks: Int { extremes == .ofHeight ? 2 : 4 }

  /// Whether a point is more extreme than another: lower, higher, further left or further right,
  /// depending on the rank. NaN counts as infinite.
  private func isMoreExtreme(_ a: Entry, _ b: Entry, _ rank: Int) -> Bool {
    let (x, y) = rank < 2 ? (a.point.y, b.point.y) : (a.point.x, b.point.x)
    let (new, old) = (x.isNaN ? .infinity : x, y.isNaN ? .infinity : y)
    return rank % 2 == 0 ? new < old : new > old
  }

  /// The entries in the order in which they were added, without duplicates.
  private func distinct(_ entries: [Entry]) -> [Entry] {
    var result: [Entry] = []
    result.reserveCapacity(entries.count)
    for entry in entries.sorted(by: { $0.number < $1.number })
    where result.last?.number != entry.number {
      result.append(entry)
    }
    return result
  }

  /// Merges neighbouring intervals, so that at most half of the points remain.
  private mutating func halve() {
    let group = 2 * ranks
    var joined: [Entry] = []
    joined.reserveCapacity(capacity)
    for start in Swift.stride(from: 0, to: kept.count, by: group) {
      let part = kept[start..<min(start + group, kept.count)]
      var best = [Entry](repeating: part[part.startIndex], count: ranks)
      for entry in part {
        for rank in 0..<ranks where isMoreExtreme(entry, best[rank], rank) { best[rank] = entry }
      }
      joined += distinct(best)
    }
    kept = joined
    stretch = stretch == 1 ? group : 2 * stretch
  }
}
