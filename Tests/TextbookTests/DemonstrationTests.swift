import DescentStudy
import DescentTextbook
import Foundation
import Testing

@Suite struct DemonstrationTests {
  @Test(
    "shows a picture that gnuplot draws, and a table with as many columns in every row",
    .enabled(if: Gnuplot.find() != nil), arguments: Textbook.demonstrations.map(\.id))
  func draws(id: String) async throws {
    let demonstration = try #require(Textbook.demonstrations.first { $0.id == id })
    let exhibit = try demonstration.exhibit(Laboratory())
    #expect(exhibit.table.count > 1 && Set(exhibit.table.map(\.count)).count == 1)
    let image = try await #require(Gnuplot.find()).draw(exhibit.picture, as: .png)
    #expect(image.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    // Pictures are looked at as well: where they should go is said by the environment.
    if let folder = ProcessInfo.processInfo.environment["DESCENT_PICTURES"] {
      try Data(image).write(to: URL(filePath: folder).appending(path: id + ".png"))
      print(
        ([demonstration.title] + exhibit.table.map { $0.joined(separator: " | ") }).joined(
          separator: "\n"))
    }
  }
}
