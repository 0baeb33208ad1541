import Descent

/// The vertical axis of a picture of losses.
///
/// Runaway curves, which diverged, are not finite, or end far higher than they began, do not affect
/// its range. They leave the frame at its edge.
package struct LossFrame: Sendable, Hashable {
  package let range: ClosedRange<Double>
  package let isLogarithmic: Bool
  /// The height at which all lower values are drawn; nil if there are none.
  package let floor: Double?

  /// The largest number of decades on a logarithmic axis: values further down are rounding
  /// errors.
  private static let decades = 20.0
  /// A curve that ends this many times higher than it began is a runaway. A logarithmic axis has room
  /// for four decades.
  private static let runawayFactor = (linear: 100.0, logarithmic: 1e4)
  /// A peak higher than this many times the start is cut off.
  private static let peakFactor = 1e6

  /// Creates a frame; nil if no value is finite.
  /// - Parameter rounding: on a logarithmic axis, values down to −rounding are allowed and count as 0.
  package init?(_ curves: [Curve], rounding: Double = 0) {
    let (staying, isForAll) = Self.staying(curves, rounding)
    let values = staying.flatMap(\.points).map(\.y).filter(\.isFinite)
    guard let low = values.min(), let high = values.max() else { return nil }
    let starts = staying.compactMap { $0.points.first { $0.y.isFinite }?.y }
    guard low >= -rounding, high > 0 else {
      let room = high > low ? 0.05 * (high - low) : max(abs(high), 1) * 0.05
      range = (low - room)...(high + room)
      isLogarithmic = false
      floor = nil
      return
    }
    isLogarithmic = true
    let start = starts.max() ?? 0
    let top = start > 0 && !isForAll ? min(high, start * Self.peakFactor) : high
    // Counted from the start, so that the start of a run that diverges is visible.
    let base = start > 0 ? min(top, start) : top
    let least = max(base * .pow(10, -Self.decades), .leastNormalMagnitude)
    let bottom = values.lazy.filter { $0 >= least }.min() ?? least
    // A decade lower if the lowest value is close to the top, so that the decrease of the line
    // is visible.
    floor =
      values.contains { $0 < least }
      ? LogarithmicTicks.powerBelow(bottom < top * 1e-2 ? bottom : bottom / 10) : nil
    let lower = floor ?? bottom
    let pad = top > lower ? max(.pow(top / lower, 0.04), 1.0001) : 1.5
    range = (lower / pad)...(top * pad)
  }

  package init(range: ClosedRange<Double>, isLogarithmic: Bool, floor: Double?) {
    self.range = range
    self.isLogarithmic = isLogarithmic
    self.floor = floor
  }

  /// The curves that determine the frame; all curves if every one is a runaway.
  private static func staying(
    _ curves: [Curve], _ rounding: Double
  ) -> (curves: [Curve], isForAll: Bool) {
    struct Extent {
      let start: Double
      let last: Double
      let extent: Double
      let isPositive: Bool
    }
    let extents = curves.map { curve -> Extent? in
      let values = curve.points.map(\.y)
      guard !curve.hasDiverged, values.allSatisfy(\.isFinite), let start = values.first,
        let last = values.last
      else { return nil }
      return Extent(
        start: start, last: last, extent: values.reduce(0) { max($0, abs($1 - start)) },
        isPositive: values.allSatisfy { $0 >= -rounding })
    }
    let isLogarithmic = extents.allSatisfy { $0?.isPositive ?? true }
    let factor = isLogarithmic ? runawayFactor.logarithmic : runawayFactor.linear
    let sorted = extents.compactMap { $0?.extent }.sorted()
    let modest = sorted.isEmpty ? 0 : sorted[(sorted.count - 1) / 2]
    let staying = zip(curves, extents).filter { _, extent in
      guard let extent else { return false }
      return abs(extent.last - extent.start) <= factor * max(abs(extent.start), modest)
    }.map(\.0)
    return staying.isEmpty ? (curves, true) : (staying, false)
  }

  /// A curve as drawn, and the points at which it leaves the frame.
  package struct Drawn: Sendable, Hashable {
    package var points: [SIMD2<Double>] = []
    /// The points on the edge at which the curve leaves, and whether it leaves upward.
    package var exits: [Exit] = []
    /// The abscissa of the first value that is not shown; if the last value is not shown, of the
    /// first after the last shown value; nil if all are shown.
    package var leaves: Double?
    /// Whether its last value is shown.
    package var endsInside = true

    package struct Exit: Sendable, Hashable {
      package let at: SIMD2<Double>
      package let isUp: Bool
    }

    /// The marked exit: the last one for a line that ends outside, otherwise the first one.
    package var marked: Exit? { endsInside ? exits.first : exits.last }

    /// The legend's notes about it.
    package func notes(_ axis: String) -> [String] {
      guard let leaves else { return [] }
      let place = (axis.isEmpty ? "" : axis + " ") + LogarithmicTicks.number(leaves)
      return [
        endsInside ? "above the picture at \(place)" : "leaves the picture at \(place)"
      ]
    }
  }

  /// Moves values below the floor to it; a line that leaves the frame ends at its edge, and continues
  /// from the edge when it returns.
  /// - Parameter breaksAreGaps: whether NaN separates lines, and is not a value of the run.
  package func drawn(_ points: [SIMD2<Double>], breaksAreGaps: Bool = false) -> Drawn {
    var drawn = Drawn()
    var isInside = true
    for (index, point) in points.enumerated() {
      if breaksAreGaps, point.x.isNaN || point.y.isNaN {
        drawn.points.append(SIMD2(.nan, .nan))
        continue
      }
      var y = point.y
      if let floor, y < floor { y = floor }
      let isShown = y.isFinite && range.contains(y)
      if isShown {
        if !isInside, let last = drawn.exits.last {
          drawn.points.append(SIMD2(points[index - 1].x, last.at.y))
        }
        drawn.points.append(SIMD2(point.x, y))
      } else if isInside {
        let isUp = !(y < range.lowerBound)
        let edge = SIMD2(point.x, isUp ? range.upperBound : range.lowerBound)
        drawn.points += [edge, SIMD2(.nan, .nan)]
        drawn.exits.append(Drawn.Exit(at: edge, isUp: isUp))
      }
      isInside = isShown
    }
    drawn.endsInside = isInside
    drawn.leaves = drawn.marked?.at.x
    return drawn
  }
}
