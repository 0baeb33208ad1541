/// The share of the tolerance that each number and its control use: the numbers must stay left of the
/// line at 1, and at least one control must be right of it.
public struct VerdictPanel: Panel {
  public let title: String
  /// A name, and the two shares of the tolerance.
  public let rows: [(name: String, share: Double, control: Double)]
  /// The names of more rows than this would overlap.
  private static let rowLimit = 24
  /// The shares at which 0 and infinity are drawn on the logarithmic axis.
  private static let range = 1e-4...1e4

  public init(title: String, rows: [(name: String, share: Double, control: Double)]) {
    self.title = title
    self.rows = Array(rows.prefix(Self.rowLimit))
  }

  private static func clamped(_ share: Double) -> Double {
    share.isNaN ? range.upperBound : min(max(share, range.lowerBound), range.upperBound)
  }

  public var leastHeight: Int { DescentPictures.leastHeight(rows.map(\.name)) }

  public func data(prefix: String) -> [String] {
    func block(_ name: String, _ shares: [Double]) -> String {
      dataBlock(
        prefix + name,
        shares.enumerated().map { [Self.clamped($1), Double(rows.count - $0)] })
    }
    return [block("measured", rows.map(\.share)), block("control", rows.map(\.control))]
  }

  public func commands(prefix: String) -> [String] {
    let top = Double(rows.count) + 0.7
    return titled(title) + [
      "set xlabel 'share used of what the criterion allows'",
      "unset ylabel", Picture.legend,
      "set ytics (\(rowTicks(rows.map(\.name)))) noenhanced", "set logscale x",
      "set format x '10^{%L}'",
      "set xrange [\(Self.range.lowerBound / 2):\(Self.range.upperBound * 2)]",
      "set yrange [0.3:\(top)]",
      "set object 1 rectangle from graph 0,0 to first 1,\(top) behind fillcolor rgb '#e8f4ee'"
        + " fillstyle solid noborder",
      "set arrow 1 from 1,0.3 to 1,\(top) nohead linecolor rgb '#009E73' linewidth 1.5",
      "plot \(prefix)measured using 1:2 with points pointtype 7 pointsize 1.2 linecolor rgb '"
        + Palette.color(0) + "' title 'measured', \(prefix)control using 1:2 with points"
        + " pointtype 4 pointsize 1.3 linewidth 2 linecolor rgb '" + Palette.color(1)
        + "' title 'control'",
    ]
  }
}
