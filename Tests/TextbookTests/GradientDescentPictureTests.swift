import Descent
import DescentPictures
import DescentTextbook
import Testing

@Suite("A picture of a gradient-descent result") struct GradientDescentPictureTests {
  private static let ids = ["gradient-descent", "momentum", "saddles"].flatMap(Experiment.drawable)

  private let wrong = Laboratory(halvedWith: Plugin())

  @Test(
    "shows measurements where theory predicts them, and another rule differently", arguments: ids)
  func picture(id: String) throws {
    let (right, other) = (try PictureCheck(id), try PictureCheck(id, wrong))
    let faults = right.faults
    #expect(faults.isEmpty, "\(faults)")
    // If a result is about no rule, the control may differ.
    let roles: Set<Series.Role> =
      right.experiment.rule == nil ? [.measured, .run, .control] : [.measured, .run]
    #expect(right.points(roles) != other.points(roles))
  }

  // One of each kind: identity, threshold, slope, statistic, phenomenon, bound.
  @Test(
    "a picture of a wrong rule disagrees with theory",
    arguments: ["GD-01", "HB-06", "GD-03", "GD-12a", "SAD-07", "HB-02", "GD-04b"])
  func disagreement(id: String) throws {
    #expect(!(try PictureCheck(id, wrong).faults.isEmpty))
  }
}
