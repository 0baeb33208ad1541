import Descent

/// Shares of correctly classified examples, in percent, over steps.
public struct AccuracyPanel: Panel {
  public let title: String
  /// The curves, with accuracies between 0 and 1.
  public let curves: [Curve]
  private static let pointLimit = 1200

  public init(title: String, curves: [Curve]) {
    self.title = title
    self.curves = curves
  }

  /// The vertical range in percent, from below the lowest value to slightly above 100.
  package var range: ClosedRange<Double> {
    let values = curves.flatMap(\.points).map { 100 * $0.y }.filter(\.isFinite)
    let low = values.min() ?? 0
    return max(low - 5, -1)...101
  }

  public func data(prefix: String) -> [String] {
    curves.enumerated().map { index, curve in
      let points = thinned(curve.points, to: Self.pointLimit)
      return dataBlock("\(prefix)c\(index)", points.map { [$0.x, 100 * $0.y] })
    }
  }

  public var legend: [String] { legendTitles(curves.map { $0.title() }) }

  public func commands(prefix: String) -> [String] {
    let titles = legend
    let lines = curves.enumerated().map { index, curve in
      let color = curve.color ?? index
      let dash = curve.style == .markedDashed ? 2 : 1
      let mark = curve.points.count > 100 ? "lines" : "linespoints"
      let title = titles[index].isEmpty ? "notitle" : "title \(quoted(titles[index]))"
      return "\(prefix)c\(index) using 1:2 with \(mark) \(mark == "lines" ? "" : "pointtype 7 ")"
        + "\(mark == "lines" ? "" : "pointsize 0.7 ")linecolor rgb '\(Palette.color(color))'"
        + " linewidth 1.8 dashtype \(dash) \(title)"
    }
    return titled(title) + [
      "set xlabel 'step'", "set ylabel 'accuracy in percent'", Picture.legend,
      "set yrange [\(range.lowerBound):\(range.upperBound)]",
      "plot " + lines.joined(separator: ", "),
    ]
  }
}
