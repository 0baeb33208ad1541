import Descent

/// The values of a function on a grid over a window, as heights above the lowest known value.
public struct Landscape: Sendable {
  public let window: PlotWindow
  /// The grid of heights, by rows from the bottom of the window.
  let heights: [[Double]]
  /// The heights of the contours, ascending.
  let levels: [Double]
  /// The range of heights for the colours; nil if the function is flat.
  let range: ClosedRange<Double>?
  static let resolution = 180
  /// The largest ratio of the highest colour or contour to typical heights.
  static let explosion = 1e6

  /// - Parameters:
  ///   - lowest: the lowest known value, if any.
  ///   - value: the function; values that are not finite are left blank.
  public init(
    window: PlotWindow, lowest: Double?, value: (Double, Double) -> Double
  ) {
    self.window = window
    let values = (0...Self.resolution).map { row in
      (0...Self.resolution).map { column in
        value(Self.coordinate(window.x, column), Self.coordinate(window.y, row))
      }
    }
    let finite = values.joined().filter(\.isFinite)
    let bottom = min(finite.min() ?? 0, lowest ?? .infinity)
    heights = values.map { $0.map { $0 - bottom } }
    let sorted = heights.joined().filter { $0.isFinite && $0 > 0 }.sorted()
    range = Self.range(sorted)
    levels = Self.levels(sorted)
  }

  static func coordinate(_ range: ClosedRange<Double>, _ i: Int) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * Double(i) / Double(resolution)
  }

  /// The range from a height that all but a few points exceed, to the highest; at most twelve
  /// decades.
  private static func range(_ sorted: [Double]) -> ClosedRange<Double>? {
    guard let largest = sorted.last else { return nil }
    // Very large values in a corner must not give the rest a single colour.
    let high = min(largest, sorted[sorted.count / 2] * explosion)
    let low = max(sorted[sorted.count / 400], high * 1e-12)
    return low < high * 0.999 ? low...high : nil
  }

  /// Contours enclose increasing shares of the window, so that both plains and walls are visible;
  /// additional ones approach the lowest points by factors of four.
  private static func levels(_ sorted: [Double]) -> [Double] {
    guard let high = sorted.last, sorted.count > 100 else { return [] }
    let shares = (1...10).map { sorted[$0 * (sorted.count - 1) / 11] }
    let near = (1...4).map { shares[0] * .pow(4, -Double($0)) }
    // Merges levels that cannot be distinguished by eye: for a plain with a well in it, nearly
    // all.
    let least = 0.02 * (high - sorted[0])
    let spread = shares.reduce(into: [Double]()) { levels, level in
      let last = levels.last ?? 0
      if level > last * 1.05 || level - last > least, level < high { levels.append(level) }
    }
    return near.filter { $0 > high * 1e-14 }.reversed() + spread
  }
}
