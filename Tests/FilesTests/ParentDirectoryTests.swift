import DescentFiles
import Testing

@Suite("The directory of an output file") struct ParentDirectoryTests {
  @Test(
    "is the text before the last slash, also for a name of one letter",
    arguments: [
      ("c", "."), ("/c", "/"), ("a/c", "a"), ("/a/b/c", "/a/b"), ("run.csv", "."), ("a/", "a"),
    ])
  func parent(_ path: String, _ directory: String) {
    #expect(parentDirectory(of: path) == directory)
  }
}
