import Descent
import DescentPictures

extension StabilityRegion {
  /// The region with its boundary, by formula and by runs.
  public func panel(_ map: Map) -> RegionPanel {
    func curve(_ name: String, _ points: [(momentum: Double, rate: Double)]) -> Curve {
      Curve(name: name, points: points.map { SIMD2($0.rate, $0.momentum) })
    }
    return RegionPanel(
      title: title, xLabel: "rate × curvature, lr λ", yLabel: "momentum",
      window: PlotWindow(x: extent, y: 0...1), x: map.rates, y: map.momenta, factors: map.radii,
      predicted: curve("lr λ = \(formula)", map.predicted),
      measured: curve("limit of runs", map.measured))
  }
}
