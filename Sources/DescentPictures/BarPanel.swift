/// Named amounts as horizontal bars, the first at the top.
public struct BarPanel: Panel {
  public let title: String
  public let label: String
  public let bars: [(name: String, value: Double)]

  /// - Parameter label: the label of the axis: the meaning of a bar's length.
  public init(title: String, label: String, bars: [(name: String, value: Double)]) {
    self.title = title
    self.label = label
    self.bars = bars
  }

  public var leastHeight: Int { DescentPictures.leastHeight(bars.map(\.name)) }

  public func data(prefix: String) -> [String] {
    [
      dataBlock(
        "\(prefix)bars",
        bars.enumerated().map { [$1.value / 2, Double(bars.count - $0), $1.value / 2] })
    ]
  }

  public func commands(prefix: String) -> [String] {
    // Leaves room to the right, because a bar that ends with the axis looks truncated.
    let largest = bars.map(\.value).max() ?? 0
    return titled(title) + [
      "set xlabel \(quoted(label))", "unset ylabel", "set key off",
      "set ytics (\(rowTicks(bars.map(\.name)))) noenhanced",
      "set xrange [0:\(largest > 0 ? "\(1.05 * largest)" : "*")]",
      "set yrange [0.3:\(Double(bars.count) + 0.7)]",
      "plot \(prefix)bars using 1:2:3:(0.32) with boxxyerror fillstyle solid 0.85 noborder"
        + " linecolor rgb '\(Palette.color(0))'",
    ]
  }
}
