import Descent

/// The values of a function on a grid over a window, as heights above the lowest value that is known.
public struct Landscape: Sendable {
  public let window: PlotWindow
  /// A row for each height of the window, from the bottom, with a value for each abscissa.
  let heights: [[Double]]
  /// Heights at which contours are worth drawing, ascending.
  let levels: [Double]
  /// The heights that colours run over; nil where the function is flat.
  let range: ClosedRange<Double>?
  static let resolution = 180
  /// Colours and lines go so many times higher than usual heights at most.
  static let explosion = 1e6

  /// - Parameters:
  ///   - lowest: the lowest value that is known, if any is.
  ///   - value: the function; what is not finite is left blank.
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

  /// From what all but a few points are above, twelve decades at most, to the highest.
  private static func range(_ sorted: [Double]) -> ClosedRange<Double>? {
    guard let largest = sorted.last else { return nil }
    // What explodes in a corner must not leave the rest one colour.
    let high = min(largest, sorted[sorted.count / 2] * explosion)
    let low = max(sorted[sorted.count / 400], high * 1e-12)
    return low < high * 0.999 ? low...high : nil
  }

  /// Every contour encloses another share of the window, so that plains and walls show alike; further
  /// ones close in on the lowest points by factors of four.
  private static func levels(_ sorted: [Double]) -> [Double] {
    guard let high = sorted.last, sorted.count > 100 else { return [] }
    let shares = (1...10).map { sorted[$0 * (sorted.count - 1) / 11] }
    let near = (1...4).map { shares[0] * .pow(4, -Double($0)) }
    // Levels that the eye cannot tell apart are one: of a plain with a well in it, nearly all.
    let least = 0.02 * (high - sorted[0])
    let spread = shares.reduce(into: [Double]()) { levels, level in
      let last = levels.last ?? 0
      if level > last * 1.05 || level - last > least, level < high { levels.append(level) }
    }
    return near.filter { $0 > high * 1e-14 }.reversed() + spread
  }
}
