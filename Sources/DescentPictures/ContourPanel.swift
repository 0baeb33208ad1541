import Descent

/// Trajectories in the plane, each with a dot at its end, over the contours of the function.
public struct ContourPanel: Panel {
  public let title: String
  public let window: PlotWindow
  public let trajectories: [Curve]
  /// Minima, drawn as stars.
  public let minima: [SIMD2<Double>]
  private let grid: [[Double]]
  private let levels: [Double]
  private static let resolution = 160
  private static let levelCount = 16
  private static let pointLimit = 1500

  /// - Parameter value: the function; evaluated on a grid over the window.
  public init(
    title: String, window: PlotWindow, trajectories: [Curve], minima: [SIMD2<Double>],
    value: (Double, Double) -> Double
  ) {
    self.title = title
    self.window = window
    self.trajectories = trajectories
    self.minima = minima
    func coordinate(_ range: ClosedRange<Double>, _ i: Int) -> Double {
      range.lowerBound + (range.upperBound - range.lowerBound) * Double(i) / Double(Self.resolution)
    }
    grid = (0...Self.resolution).map { row in
      (0...Self.resolution).map {
        value(coordinate(window.x, $0), coordinate(window.y, row))
      }
    }
    levels = Self.levels(grid.joined().filter(\.isFinite))
  }

  /// Levels that grow geometrically from the lowest value, so that both narrow valleys and steep walls
  /// are visible.
  private static func levels(_ values: [Double]) -> [Double] {
    let sorted = values.sorted()
    guard let low = sorted.first, let high = sorted.last, high > low else { return [] }
    let first = max(sorted[sorted.count / 50] - low, (high - low) * 1e-6)
    let ratio = (high - low) / first
    return (0..<levelCount).map { i in
      low + first * .pow(ratio, Double(i) / Double(levelCount))
    }
  }

  private func exits(_ curve: Curve) -> PathExits {
    PathExits(curve.points, steps: curve.steps, window: window)
  }

  public func data(prefix: String) -> [String] {
    let (nx, ny) = (window.x, window.y)
    let dx = (nx.upperBound - nx.lowerBound) / Double(Self.resolution)
    let dy = (ny.upperBound - ny.lowerBound) / Double(Self.resolution)
    // One block per row of the grid; blank lines between blocks tell gnuplot that it is a grid.
    let rows = grid.enumerated().flatMap { j, row in
      row.enumerated().map { i, value in
        [nx.lowerBound + Double(i) * dx, ny.lowerBound + Double(j) * dy, value]
      } + [[.nan]]
    }
    var blocks = [dataBlock("\(prefix)grid", rows)]
    for (index, curve) in trajectories.enumerated() {
      let points = thinned(curve.points, to: Self.pointLimit)
      blocks.append(dataBlock("\(prefix)t\(index)", points.map { [$0.x, $0.y] }))
      if let arrow = exits(curve).arrow {
        let move = arrow.to - arrow.from
        blocks.append(
          dataBlock("\(prefix)a\(index)", [[arrow.from.x, arrow.from.y, move.x, move.y]]))
      }
      blocks.append(dataBlock("\(prefix)e\(index)", points.suffix(1).map { [$0.x, $0.y] }))
    }
    if let start = trajectories.first?.points.first {
      blocks.append(dataBlock("\(prefix)start", [[start.x, start.y]]))
    }
    if !minima.isEmpty {
      blocks.append(dataBlock("\(prefix)minima", minima.map { [$0.x, $0.y] }))
    }
    return blocks
  }

  private var titles: [String] {
    legendTitles(trajectories.map { $0.title([exits($0).note].compactMap(\.self)) })
  }

  public var legend: [String] { titles + ["start", "minimum"] }

  public func commands(prefix: String) -> [String] {
    let list = levels.map { "\($0)" }.joined(separator: ",")
    let contours = [
      "set contour base", "unset surface", "set cntrparam levels discrete \(list)",
      "set table \(prefix)contours", "splot \(prefix)grid using 1:2:3", "unset table",
      "unset contour", "set surface",
    ]
    var lines = [
      "\(prefix)contours using 1:2 with lines linecolor rgb '#c3cbd3' linewidth 0.9 notitle"
    ]
    let exits = trajectories.map(exits)
    let titles = titles
    for index in trajectories.indices {
      lines.append(
        "\(prefix)t\(index) using 1:2 with lines \(Palette.line(index, width: 1.8))"
          + " title \(quoted(titles[index]))")
      if exits[index].arrow != nil {
        lines.append(
          "\(prefix)a\(index) using 1:2:3:4 with vectors head filled size screen 0.016,22"
            + " fixed linecolor rgb '\(Palette.color(index))' linewidth 2 notitle")
      }
      lines.append(
        "\(prefix)e\(index) using 1:2 with points pointtype 7 pointsize 1.1"
          + " linecolor rgb '\(Palette.color(index))' notitle")
    }
    if trajectories.first?.points.isEmpty == false {
      lines.append(
        "\(prefix)start with points pointtype 7 pointsize 1.3 linecolor rgb '#222222' title 'start'"
      )
    }
    if !minima.isEmpty {
      lines.append(
        "\(prefix)minima with points pointtype 3 pointsize 1.6 linewidth 2.4"
          + " linecolor rgb '#222222' title 'minimum'")
    }
    return (levels.isEmpty ? [] : contours) + titled(title) + [
      "set xlabel 'x₀'", "set ylabel 'x₁'",
      // A step between two points outside may cross the picture.
      Picture.legend, "unset grid", "set clip two",
      "set xrange [\(window.x.lowerBound):\(window.x.upperBound)]",
      "set yrange [\(window.y.lowerBound):\(window.y.upperBound)]",
      "plot " + (levels.isEmpty ? Array(lines.dropFirst()) : lines).joined(separator: ", "),
    ]
  }
}
