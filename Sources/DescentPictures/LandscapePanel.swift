import Descent

/// A function of two numbers: colours and contours of its height above the lowest value, with marks
/// for special points and a legend.
public struct LandscapePanel: Panel {
  /// Points of one kind.
  public struct Marks: Sendable, Hashable {
    /// The kind of the points, which determines how they are drawn.
    public enum Shape: Sendable, Hashable, CaseIterable {
      case globalMinimum, localMinimum, saddle, maximum, degenerate, start
    }

    public let shape: Shape
    public let name: String
    public let points: [SIMD2<Double>]

    public init(_ shape: Shape, _ name: String, _ points: [SIMD2<Double>]) {
      self.shape = shape
      self.name = name
      self.points = points
    }
  }

  public let title: String
  public let xLabel: String
  public let yLabel: String
  public let landscape: Landscape
  public let marks: [Marks]

  /// - Parameter marks: the marked points; those outside the window are omitted.
  public init(
    title: String, xLabel: String = "x₁", yLabel: String = "x₂", landscape: Landscape,
    marks: [Marks]
  ) {
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.landscape = landscape
    let window = landscape.window
    self.marks = marks.compactMap { marks in
      let inside = marks.points.filter { window.x.contains($0.x) && window.y.contains($0.y) }
      return inside.isEmpty ? nil : Marks(marks.shape, marks.name, inside)
    }
  }

  public func data(prefix: String) -> [String] {
    let window = landscape.window
    // Blank lines between rows tell gnuplot that it is a grid; NaN leaves a cell blank.
    let rows = landscape.heights.enumerated().map { row, heights in
      heights.enumerated().map { column, height in
        let x = Landscape.coordinate(window.x, column)
        let y = Landscape.coordinate(window.y, row)
        return "\(x) \(y) \(height.isFinite ? "\(height)" : "NaN")"
      }.joined(separator: "\n")
    }.joined(separator: "\n\n")
    return ["\(prefix)grid << EOD\n\(rows)\nEOD"]
      + marks.enumerated().map { place, marks in
        dataBlock("\(prefix)m\(place)", marks.points.map { [$0.x, $0.y] })
      }
  }

  public func commands(prefix: String) -> [String] {
    let window = landscape.window
    var commands: [String] = []
    var lines: [String] = []
    if let range = landscape.range {
      commands += [
        // From dark (lowest) to pale.
        "set palette defined (0 '#173f5f', 0.2 '#20639b', 0.45 '#5fa8d3', 0.7 '#a9d6e5', "
          + "0.9 '#e3f1f5', 1 '#fbfbf7')",
        "set cbrange [\(range.lowerBound):\(range.upperBound)]",
        "set cblabel 'height above the lowest value' noenhanced offset 1.5,0",
      ]
      if range.upperBound / range.lowerBound > 20 {
        commands += LogarithmicTicks.commands("cb", range)
      } else {
        commands.append("set format cb '%.3g'")
      }
      // Heights below the range, including 0, have the colour of its lower end.
      lines.append(
        "\(prefix)grid using 1:2:($3 < \(range.lowerBound) ? \(range.lowerBound) : $3)"
          + " with image notitle")
    }
    if !landscape.levels.isEmpty {
      let list = landscape.levels.map { "\($0)" }.joined(separator: ",")
      commands += [
        "set contour base", "unset surface", "set cntrparam levels discrete \(list)",
        "set table \(prefix)contours", "splot \(prefix)grid using 1:2:3", "unset table",
        "unset contour", "set surface",
      ]
      lines.append(
        "\(prefix)contours using 1:2 with lines linecolor rgb '#40263238' linewidth 0.8 notitle")
    }
    for (place, marks) in marks.enumerated() {
      let (type, size, color) = Self.style(marks.shape)
      let block = "\(prefix)m\(place)"
      // An outline around each mark, so that it is visible on every colour; pale around the
      // dark cross.
      let edge = marks.shape == .start ? "#ffffff" : "#111111"
      lines.append(
        "\(block) with points pointtype \(type) pointsize \(size * 1.45)"
          + " linecolor rgb '\(edge)' linewidth \(marks.shape == .start ? 6 : 3) notitle")
      lines.append(
        "\(block) with points pointtype \(type) pointsize \(size) linecolor rgb '\(color)'"
          + " linewidth 2 title \(quoted(marks.name))")
    }
    if lines.isEmpty { lines.append("1/0 notitle") }
    // The colour bar takes a third of the width.
    return commands + titled(title, to: 48) + [
      "set xlabel \(quoted(xLabel))",
      "set ylabel \(quoted(yLabel))",
      "set key below center horizontal Left reverse width 1 height 1", "unset grid",
      "set object 1 rectangle from graph 0,0 to graph 1,1 behind fillcolor rgb '#d9d4ce'"
        + " fillstyle solid noborder",
      "set xrange [\(window.x.lowerBound):\(window.x.upperBound)]",
      "set yrange [\(window.y.lowerBound):\(window.y.upperBound)]",
      "plot " + lines.joined(separator: ", "),
    ]
  }

  private static func style(_ shape: Marks.Shape) -> (type: Int, size: Double, color: String) {
    switch shape {
    case .globalMinimum: (7, 1.35, "#ffd400")
    case .localMinimum: (7, 1.1, "#16c79a")
    case .saddle: (13, 1.3, "#ff7a1a")
    case .maximum: (9, 1.3, "#e0218a")
    case .degenerate: (5, 1.1, "#b58cff")
    case .start: (2, 1.1, "#111111")
    }
  }
}
