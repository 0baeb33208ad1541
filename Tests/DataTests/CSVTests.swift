import Descent
import DescentData
import Testing

@Suite("A CSV file") struct CSVTests {
  private func read(_ text: String, label: String = "") throws -> DataSet {
    try withFile("a.csv", Array(text.utf8)) { try DataSet.csv($0, label: label) }
  }

  @Test("labels are in the last column, classes in ascending order") func plain() throws {
    let data = try read("1.5,2,7\n-3e2, 4 ,-1\r\n\n5,6,7")
    #expect(data.features == [1.5, 2, -300, 4, 5, 6] && data.featureCount == 2)
    #expect(data.labels == [1, 0, 1] && data.classCount == 2)
  }

  @Test("a header is skipped, and names the label's column") func header() throws {
    let text = "\u{FEFF}height,\"kind\",width\n1,0,2\n3,1.0,4\n"
    #expect(try read(text, label: "kind").features == [1, 2, 3, 4])
    #expect(try read(text, label: "kind").labels == [0, 1])
    #expect(try read("0,1,kind\n1,2,3\n4,5,6", label: "kind").labels == [0, 1])
    #expect(try read("a,b,c\n1,2,3\n4,5,6").labels == [0, 1])
  }

  /// A broken file: its contents, and the message after the path.
  struct Broken: Sendable, CustomStringConvertible {
    let text: String
    var label = ""
    let message: String
    var description: String { message }
  }

  @Test(
    "says what is wrong with a file, and where",
    arguments: [
      Broken(text: "", message: ": no examples in the file"),
      Broken(text: "a,b\n", message: ": no examples in the file"),
      Broken(text: "1,0\n2,1,3\n", message: ", line 2: 3 columns, expected 2 as in the first row"),
      Broken(
        text: "a,b\n\n1,0\n2\n", message: ", line 4: one column, expected 2 as in the first row"),
      Broken(
        text: "1\n2\n",
        message: ", line 1: one column, expected features and a label separated by commas"),
      Broken(text: "1,0\ntwo,1\n", message: ", line 2, column 1: 'two', expected a number"),
      Broken(text: "1,0\n,1\n", message: ", line 2, column 1: '', expected a number"),
      Broken(text: "1,x,0\n1,2,1\n", message: ", line 1, column 2: 'x', expected a number"),
      Broken(text: "1,0\nnan,1\n", message: ", line 2, column 1: 'nan', expected a finite number"),
      Broken(
        text: "1,0\n-inf,1\n", message: ", line 2, column 1: '-inf', expected a finite number"),
      Broken(text: "1,0\n2,nan\n", message: ", line 2, column 2: 'nan', expected a finite number"),
      Broken(
        text: "1,0\n2,0.5\n", message: ", line 2, column 2: label '0.5', expected a whole number"),
      Broken(
        text: "1,0\n2,cat\n", message: ", line 2, column 2: label 'cat', expected a whole number"),
      Broken(
        text: "1,4\n2,4\n", message: ": every example has the label 4, expected two classes or more"
      ),
      Broken(
        text: "a,b\n1,0\n", label: "c", message: ": no column is called 'c'; there are: a, b"),
      Broken(
        text: "1,0\n", label: "c", message: ": no column is called 'c'; the file has no header line"
      ),
    ])
  func broken(_ broken: Broken) throws {
    try withFile("a.csv", Array(broken.text.utf8)) { path in
      let error = #expect(throws: DataError.self) { try DataSet.csv(path, label: broken.label) }
      #expect(error?.description == path + broken.message)
    }
  }

  @Test("a missing file and a folder are unreadable") func unreadable() throws {
    let missing = #expect(throws: DataError.self) { try DataSet.csv("no/such.csv") }
    #expect(missing?.description == "no/such.csv: No such file or directory")
    let folder = #expect(throws: DataError.self) { try DataSet.csv("/") }
    #expect(folder?.description == "/: Is a directory")
  }
}
