/// An axis of a chart.
public struct Axis: Sendable, Hashable {
  public let label: String
  public let isLogarithmic: Bool

  public init(_ label: String, isLogarithmic: Bool = false) {
    self.label = label
    self.isLogarithmic = isLogarithmic
  }

  public static func linear(_ label: String) -> Axis { Axis(label) }
  public static func logarithmic(_ label: String) -> Axis { Axis(label, isLogarithmic: true) }
}

/// Points of a chart with their meaning.
public struct Series: Sendable, Hashable {
  /// The meaning of the points, which determines how they are drawn.
  public enum Role: Sendable, Hashable {
    /// Evaluated from a formula: a black line.
    case predicted
    /// Measured: markers.
    case measured
    /// Measured for the control, which must differ: a dashed line.
    case control
    /// Measured, with too many points to mark: a line.
    case run
  }

  public let role: Role
  public let curve: Curve

  public static func predicted(_ name: String, _ points: [SIMD2<Double>]) -> Series {
    Series(role: .predicted, curve: Curve(name: name, points: points))
  }
  public static func measured(_ name: String, _ points: [SIMD2<Double>]) -> Series {
    Series(role: .measured, curve: Curve(name: name, points: points))
  }
  public static func control(_ name: String, _ points: [SIMD2<Double>]) -> Series {
    Series(role: .control, curve: Curve(name: name, points: points))
  }
  public static func run(_ name: String, _ points: [SIMD2<Double>]) -> Series {
    Series(role: .run, curve: Curve(name: name, points: points))
  }
}

/// Curves over a common axis: predictions as lines, and measurements as markers on them.
///
/// On a logarithmic vertical axis, a point that is not positive is drawn on a line at the bottom, which
/// is labelled with an upper bound of such values; on a horizontal axis, it breaks its line. A control or
/// a run that leaves the frame ends at its edge, and the legend says where.
public struct ChartPanel: Panel, Hashable {
  public let title: String
  public let x: Axis
  public let y: Axis
  public let series: [Series]
  /// Values above this limit do not affect the range of the vertical axis.
  package var highest = Double.infinity
  private static let lineLimit = 1200
  private static let markerLimit = 40

  public init(_ title: String, x: Axis, y: Axis, _ series: [Series]) {
    self.title = title
    self.x = x
    self.y = y
    self.series = series
  }

  /// The range of the vertical axis, with room for values that are not positive.
  package var verticalFrame: (frame: Frame, floor: Double?)? {
    guard let frame = frame(of: .y) else { return nil }
    guard y.isLogarithmic else { return (frame, nil) }
    let low = frame.range.lowerBound
    let hasLower = series.contains { series in
      series.role != .control && series.curve.points.contains { $0.y.isFinite && $0.y < low }
    }
    guard hasLower, low > 1e-290 else { return (frame, nil) }
    let floor = LogarithmicTicks.powerBelow(low)
    return (
      Frame(
        range: floor / .pow(frame.range.upperBound / floor, 0.03)...frame.range.upperBound,
        isLogarithmic: true), floor
    )
  }

  /// The points of a series as they are drawn.
  private func drawn(_ series: Series) -> LossFrame.Drawn {
    let points = series.curve.points.map { point in
      SIMD2(x.isLogarithmic && point.x <= 0 ? .nan : point.x, point.y)
    }
    guard let (frame, floor) = verticalFrame else { return LossFrame.Drawn(points: points) }
    if series.role == .run || series.role == .control {
      return LossFrame(range: frame.range, isLogarithmic: frame.isLogarithmic, floor: floor)
        .drawn(points, breaksAreGaps: true)
    }
    return LossFrame.Drawn(
      points: points.map { point in
        SIMD2(point.x, floor.map { max(point.y, $0) } ?? point.y)
      })
  }

  public func data(prefix: String) -> [String] {
    series.enumerated().map { place, series in
      let points = drawn(series).points
      let shown =
        series.role == .measured
        ? thinned(points, to: Self.markerLimit) : thinned(line: points, to: Self.lineLimit)
      return dataBlock(
        "\(prefix)s\(place)",
        shown.map {
          [x.isLogarithmic && $0.x <= 0 ? .nan : $0.x, y.isLogarithmic && $0.y <= 0 ? .nan : $0.y]
        })
    }
  }

  public var legend: [String] {
    legendTitles(
      series.map { series in
        series.curve.title(drawn(series).notes(x.label.count > 8 ? "" : x.label + " ="))
      })
  }

  public func commands(prefix: String) -> [String] {
    var commands =
      titled(title) + [
        "set xlabel \(quoted(x.label))", "set ylabel \(quoted(y.label))", Picture.legend,
      ]
    let vertical = verticalFrame
    commands += Self.scale("x", frame(of: .x))
    commands += Self.scale("y", vertical?.frame, floor: vertical?.floor)
    if let floor = vertical?.floor { commands.append(Picture.floorLine(at: floor)) }
    let titles = legend
    var marks = 0
    let parts = series.enumerated().map { place, series in
      let style: String
      switch series.role {
      case .predicted: style = "with lines linecolor rgb '#222222' linewidth 1.8"
      case .control:
        let isMarked = series.curve.points.count <= Self.markerLimit
        style =
          (isMarked ? "with linespoints pointtype 4 " : "with lines ")
          + "linecolor rgb '\(Palette.color(1))' linewidth 2 dashtype 2"
      case .measured:
        let color = Palette.color(Self.measuredColors[marks % Self.measuredColors.count])
        style =
          "with points pointtype \([7, 5, 9, 13][marks % 4]) pointsize 0.9 linecolor rgb '\(color)'"
        marks += 1
      case .run:
        style =
          "with lines \(Palette.line(Self.measuredColors[marks % Self.measuredColors.count]))"
        marks += 1
      }
      return "\(prefix)s\(place) using 1:2 \(style) title \(quoted(titles[place]))"
    }
    return commands + ["plot " + parts.joined(separator: ", ")]
  }

  /// All colours of the palette except the control's.
  private static let measuredColors = [0, 2, 3, 4, 5]

  private static func scale(_ axis: String, _ frame: Frame?, floor: Double? = nil) -> [String] {
    guard let frame else { return [] }
    let (low, high) = (frame.range.lowerBound, frame.range.upperBound)
    return ["set \(axis)range [\(low):\(high)]"]
      + (frame.isLogarithmic ? LogarithmicTicks.commands(axis, frame.range, floor: floor) : [])
  }
}
