import Descent
import DescentPictures
import DescentTextbook

/// Draws the stability region of each rule into a directory, as `region-RULE.svg` or `.png`.
/// - Throws: the errors of probing a rule, of gnuplot, or of writing a file.
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
