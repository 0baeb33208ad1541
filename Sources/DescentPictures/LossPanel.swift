import Descent

/// Losses (or gaps to a known minimum) over steps. The axis is logarithmic if all values are positive,
/// or negative only by rounding.
public struct LossPanel: Panel {
  public let title: String
  public let label: String
  /// The label of the horizontal axis.
  public let axis: String
  public let curves: [Curve]
  /// The largest amount by which a value below 0 still counts as 0.
  public let rounding: Double
  /// The largest number of drawn points of a curve.
  private static let pointLimit = 1200

  public init(
    title: String, label: String, axis: String = "step", curves: [Curve], rounding: Double = 0
  ) {
    self.title = title
    self.label = label
    self.axis = axis
    self.curves = curves
    self.rounding = rounding
  }

  /// The vertical axis.
  package var frame: LossFrame? { LossFrame(curves, rounding: rounding) }

  private func drawn(_ curve: Curve, _ frame: LossFrame?) -> LossFrame.Drawn {
    frame?.drawn(curve.points) ?? LossFrame.Drawn(points: curve.points)
  }

  public func data(prefix: String) -> [String] {
    let frame = frame
    let lines = curves.enumerated().map { index, curve in
      let points = thinned(line: drawn(curve, frame).points, to: Self.pointLimit)
      return dataBlock("\(prefix)c\(index)", points.map { [$0.x, $0.y] })
    }
    return lines
      + exits(frame).map { exit in
        dataBlock("\(prefix)x\(exit.index)", [[exit.at.x, exit.at.y]])
      }
  }

  /// The exit of each curve that is not faint.
  private func exits(_ frame: LossFrame?) -> [(index: Int, at: SIMD2<Double>, isUp: Bool)] {
    curves.enumerated().compactMap { index, curve in
      guard curve.style != .faint, let exit = drawn(curve, frame).marked else { return nil }
      return (index, exit.at, exit.isUp)
    }
  }

  public var legend: [String] { titles(frame).filter { !$0.isEmpty } }

  private func titles(_ frame: LossFrame?) -> [String] {
    legendTitles(
      curves.map { curve in
        curve.style == .faint ? curve.title() : curve.title(drawn(curve, frame).notes(axis))
      })
  }

  public func commands(prefix: String) -> [String] {
    let frame = frame
    let titles = titles(frame)
    let isSilent = titles.count < 2 && titles.allSatisfy { !$0.contains(": ") }
    var commands =
      titled(title) + [
        "set xlabel \(quoted(axis))", "set ylabel \(quoted(label))",
        isSilent ? "set key off" : Picture.legend,
      ]
    if let frame {
      commands.append("set yrange [\(frame.range.lowerBound):\(frame.range.upperBound)]")
      if frame.isLogarithmic {
        commands += LogarithmicTicks.commands("y", frame.range, floor: frame.floor)
      }
      if let floor = frame.floor { commands.append(Picture.floorLine(at: floor)) }
    }
    var lines = curves.enumerated().map { index, curve in
      let color = curve.color ?? index
      let title = titles[index].isEmpty ? "notitle" : "title \(quoted(titles[index]))"
      return "\(prefix)c\(index) using 1:2 \(Self.style(curve.style, color)) \(title)"
    }
    lines += exits(frame).map { index, _, isUp in
      "\(prefix)x\(index) using 1:2 with points pointtype \(isUp ? 9 : 11) pointsize 1.6"
        + " linecolor rgb '\(Palette.color(curves[index].color ?? index))' notitle"
    }
    return commands + ["plot " + lines.joined(separator: ", ")]
  }

  private static func style(_ style: Curve.Style, _ color: Int) -> String {
    switch style {
    case .line: "with lines \(Palette.line(color))"
    case .faint: "with lines \(Palette.faintLine(color))"
    case .marked:
      "with linespoints pointtype 7 pointsize 0.7 \(Palette.line(color, width: 1.6))"
    case .markedDashed:
      "with linespoints pointtype 4 pointsize 0.8 linecolor rgb '\(Palette.color(color))'"
        + " linewidth 1.6 dashtype 2"
    }
  }
}
