import Descent

/// The exit of a path from a window, with a note for the legend.
package struct PathExits: Sendable, Hashable {
  /// An arrow along the last part of the path before the window's edge.
  package struct Arrow: Sendable, Hashable {
    package let from: SIMD2<Double>
    /// The tip, on the edge.
    package let to: SIMD2<Double>
  }

  /// The arrow at the exit that the note names; nil if the path never leaves, or is never
  /// inside.
  package let arrow: Arrow?
  /// The note; nil for a path that stays inside.
  package let note: String?

  /// - Parameters:
  ///   - steps: the step of each point.
  package init(_ points: [SIMD2<Double>], steps: [Int]?, window: PlotWindow) {
    func isInside(_ point: SIMD2<Double>) -> Bool {
      window.x.contains(point.x) && window.y.contains(point.y)
    }
    func step(_ index: Int) -> Int { steps.map { $0[index] } ?? index }
    let inside = points.map(isInside)
    guard inside.contains(false) else {
      (arrow, note) = (nil, nil)
      return
    }
    guard let entry = inside.firstIndex(of: true) else {
      (arrow, note) = (nil, "is outside the picture")
      return
    }
    guard let first = inside[entry...].firstIndex(of: false) else {
      (arrow, note) = (nil, "outside the picture until step \(step(entry))")
      return
    }
    // For a path that ends outside, its last exit; otherwise its first.
    let exit = inside.last == true ? first : (inside.lastIndex(of: true) ?? entry) + 1
    let back = inside.last == true ? inside.lastIndex(of: false).map { $0 + 1 } : nil
    note =
      "leaves the picture at step \(step(exit))"
      + (back.map { ", is back at step \(step($0))" } ?? "")
    arrow = Self.arrow(points[exit - 1], points[exit], window)
  }

  private static func arrow(
    _ from: SIMD2<Double>, _ to: SIMD2<Double>, _ window: PlotWindow
  ) -> Arrow? {
    let move = to - from
    guard move.x.isFinite, move.y.isFinite else { return nil }
    let size = SIMD2(
      window.x.upperBound - window.x.lowerBound, window.y.upperBound - window.y.lowerBound)
    var share = 1.0
    for axis in 0..<2 where move[axis] != 0 {
      let range = axis == 0 ? window.x : window.y
      let edge = move[axis] > 0 ? range.upperBound : range.lowerBound
      share = min(share, max(0, (edge - from[axis]) / move[axis]))
    }
    let end = from + share * move
    // The arrow has a fixed length, because its head needs a direction even if the last step
    // was short.
    let scaled = move / size
    let length = (scaled * scaled).sum().squareRoot()
    guard length > 0 else { return nil }
    return Arrow(from: end - 0.03 / length * move, to: end)
  }
}
