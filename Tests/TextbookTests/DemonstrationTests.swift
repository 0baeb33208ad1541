import DescentPictures
import DescentTextbook
import Testing

@Suite("A demonstration") struct DemonstrationTests {
  @Test(
    "shows a picture that gnuplot draws, and a table with as many columns in every row",
    arguments: Textbook.demonstrations.map(\.id))
  func draws(id: String) async throws {
    let demonstration = try #require(Textbook.demonstrations.first { $0.id == id })
    let exhibit = try demonstration.exhibit(Laboratory())
    #expect(exhibit.table.count > 1 && Set(exhibit.table.map(\.count)).count == 1)
    let image = try await #require(Gnuplot.find()).draw(exhibit.picture, as: .png)
    #expect(image.starts(with: [0x89, 0x50, 0x4E, 0x47]))
  }

  @Test("each has a title, a paragraph and its own claim") func words() {
    let all = Textbook.demonstrations
    #expect(Set(all.map(\.id)).count == all.count)
    #expect(all.allSatisfy { !$0.title.isEmpty && $0.text.count > 200 })
    #expect(all.allSatisfy { Textbook.experiment($0.id) != nil })
  }
}
