import Descent
import DescentStudy
import DescentTextbook

extension StabilityRegion {
  /// The region with its boundary, by formula and by runs.
  func panel(_ map: Map) -> RegionPanel {
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

/// Draws the stability region of each rule into a directory, `region-<rule>.svg` each.
/// - Throws: what probing a rule, gnuplot or writing a file throws.
func drawRegions(
  to directory: String, laboratory: Laboratory, format: PictureFormat = .svg,
  with gnuplot: Gnuplot? = .find()
) async throws {
  for region in Textbook.regions {
    let picture = Picture([region.panel(try region.map(laboratory))])
    try await drawPicture(
      picture, to: "\(directory)/region-\(region.name).\(format.rawValue)", with: gnuplot)
  }
}
