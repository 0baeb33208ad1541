import DescentCommand
import DescentPictures
import DescentTextbook
import Testing

@Suite("The picture of a region") struct RegionPictureTests {
  @Test("draws limits by formula and by runs over the cells of a region") func panel() throws {
    let region = try #require(Textbook.regions.first { $0.name == "heavy-ball" })
    let panel = region.panel(try region.map(Laboratory(), columns: 3, rows: 2, limits: 2))
    #expect(panel.predicted.name == "lr λ = 2 (1 + β)")
    #expect(panel.measured.points.map(\.y) == [0, 0.99])
    // Both say 2 without momentum.
    #expect(panel.predicted.points[0] == [2, 0])
    #expect(abs(panel.measured.points[0].x - 2) < 1e-7)
  }
}
