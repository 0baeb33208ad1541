import DescentFiles
import Testing

@Suite struct FileErrorTests {
  @Test("names the path and the place") func names() {
    let error = FileError.malformed(path: "a.csv", place: "line 3", reason: "7 columns, not 8")
    #expect(error.description == "a.csv, line 3: 7 columns, not 8")
  }
}
