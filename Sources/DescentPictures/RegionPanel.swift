import Descent

/// The region of convergence, as colours of the contraction rate, with the boundary from a formula (a
/// line) and the measured one (rings).
public struct RegionPanel: Panel {
  public let title: String
  public let xLabel: String
  public let yLabel: String
  public let window: PlotWindow
  /// The columns, the rows, and the contraction factor of each cell; it does not converge above
  /// 1.
  private let x: [Double]
  private let y: [Double]
  private let factors: [[Double]]
  public let predicted: Curve
  public let measured: Curve

  /// - Parameters:
  ///   - factors: one row per entry of `y`, with one factor per entry of `x`.
  public init(
    title: String, xLabel: String, yLabel: String, window: PlotWindow, x: [Double], y: [Double],
    factors: [[Double]], predicted: Curve, measured: Curve
  ) {
    precondition(factors.count == y.count && factors.allSatisfy { $0.count == x.count })
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.window = window
    self.x = x
    self.y = y
    self.factors = factors
    self.predicted = predicted
    self.measured = measured
  }

  /// The points of a curve inside the window, which the boundary may leave.
  private func inside(_ curve: Curve) -> [[Double]] {
    curve.points.filter { window.x.contains($0.x) && window.y.contains($0.y) }.map { [$0.x, $0.y] }
  }

  public func data(prefix: String) -> [String] {
    let cells = zip(y, factors).flatMap { y, row in
      zip(x, row).map { x, factor in [x, y, factor <= 1 ? factor : 2] } + [[.nan]]
    }
    return [
      dataBlock("\(prefix)cells", cells),
      dataBlock("\(prefix)predicted", inside(predicted)),
      dataBlock("\(prefix)measured", inside(measured)),
    ]
  }

  public func commands(prefix: String) -> [String] {
    titled(title) + [
      "set xlabel \(quoted(xLabel))", "set ylabel \(quoted(yLabel))", Picture.legend, "unset grid",
      "set xrange [\(window.x.lowerBound):\(window.x.upperBound)]",
      "set yrange [\(window.y.lowerBound):\(window.y.upperBound)]",
      // From dark (fast contraction) to pale (the boundary); grey beyond it.
      "set palette defined (0 '#08306b', 0.5 '#2f7fbc', 0.8 '#8fc1e3', 0.95 '#d6e6f4', 1 '#f2f7fc')",
      "set cbrange [0:1]", "set cblabel 'contraction per step' noenhanced",
      "set object 1 rectangle from graph 0,0 to graph 1,1 behind fillcolor rgb '#d9d4ce'"
        + " fillstyle solid noborder",
      "plot \(prefix)cells using 1:2:($3 > 1 ? NaN : $3) with image notitle, "
        + "\(prefix)predicted using 1:2 with lines \(Palette.line(1))"
        + " title \(quoted(predicted.name)), "
        + "\(prefix)measured using 1:2 with points pointtype 6 pointsize 1.3 linewidth 2"
        + " linecolor rgb '#222222' title \(quoted(measured.name))",
    ]
  }
}
