import Descent
import DescentPictures
import DescentTextbook

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
