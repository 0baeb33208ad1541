import DescentFiles
import Testing

@Suite("An error about a file") struct FileErrorTests {
  @Test(
    "names the path, the place and the reason",
    arguments: [
      (
        FileError.malformed(path: "a.csv", place: "line 3", reason: "7 columns, not 8"),
        "a.csv, line 3: 7 columns, not 8"
      ),
      (.malformed(path: "a.csv", place: nil, reason: "it is empty"), "a.csv: it is empty"),
      (.unreadable(path: "a", reason: "no such file"), "cannot read a: no such file"),
      (.unwritable(path: "a", reason: "it is a directory"), "cannot write a: it is a directory"),
      (
        .newerFormat(path: "a", version: 3, supported: 1),
        "a is in format version 3, this program reads up to version 1"
      ),
    ])
  func names(_ error: FileError, _ text: String) { #expect(error.description == text) }
}
