import DescentData
import DescentFuzz
import Testing

/// Tables in many dialects are read as the same data.
@Suite("Tables of examples in many dialects") struct TableDialectTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let what: String
    let text: String
    var change: @Sendable (inout TableOptions) -> Void = { _ in }
    var testDescription: String { what }
  }

  /// The examples that all tables hold.
  private static let features = [1.5, 2, -300, 0.25, 5, 6.5]
  private static let labels = [1, 0, 1]

  static let cases = [
    Case(what: "commas", text: "1.5,2,7\n-3e2,.25,-1\n5,6.5,7\n"),
    Case(what: "semicolons", text: "1.5;2;7\n-3e2;.25;-1\n5;6.5;7\n"),
    Case(what: "tabs", text: "1.5\t2\t7\n-3e2\t.25\t-1\n5\t6.5\t7"),
    Case(what: "bars", text: "1.5|2|7\n-3e2|.25|-1\n5|6.5|7"),
    Case(what: "blanks", text: "  1.5   2 7\n-3e2 .25\t-1  \n 5 6.5 7"),
    Case(
      what: "a byte order mark and carriage returns",
      text: "\u{FEFF}a;b;c\r\n1.5;2;7\r\n-3e2;.25;-1\r\n5;6.5;7\r\n"),
    Case(what: "carriage returns alone", text: "1.5,2,7\r-3e2,.25,-1\r5,6.5,7\r"),
    Case(
      what: "separators at the ends of lines", text: "a,b,c\n1.5,2,7,\n-3e2,.25,-1,\n5,6.5,7,\n"),
    Case(what: "the same without a header", text: "1.5;2;7;\n-3e2;.25;-1;\n5;6.5;7;\n"),
    Case(
      what: "numbers in quotes",
      text: "\"1.5\",\"2\",\"7\"\n\"-3e2\",\".25\",\"-1\"\n\"5\",\"6.5\",\"7\"\n"),
    Case(
      what: "names in quotes that hold separators and lines",
      text: "\"a, b\",\"c\nd\",\"\"\"kind\"\"\"\n1.5,2,7\n-3e2,.25,-1\n5,6.5,7\n"),
    Case(what: "a header that counts the columns", text: "0,1,2\n1.5,2,7\n-3e2,.25,-1\n5,6.5,7\n"),
    Case(what: "the same with semicolons", text: "0;1;2\n1.5;2;7\n-3e2;.25;-1\n5;6.5;7\n"),
    Case(
      what: "a header that counts the features only",
      text: "0,1,kind\n1.5,2,7\n-3e2,.25,-1\n5,6.5,7\n"),
    Case(
      what: "a spreadsheet's line with the separator",
      text: "sep=;\n1.5;2;7\n-3e2;.25;-1\n5;6.5;7\n"),
    Case(
      what: "comments, the last one a header",
      text: "# made by a program\n# a b kind\n1.5 2 7\n-3e2 .25 -1\n5 6.5 7\n"),
    Case(what: "comments", text: "# made, by, a program\n1.5,2,7\n-3e2,.25,-1\n5,6.5,7\n"),
    Case(
      what: "a label first that the header names",
      text: "Class label,a,b\n7,1.5,2\n-1,-3e2,.25\n7,5,6.5\n"),
    Case(what: "a label first, by name", text: "a,b,c\n7,1.5,2\n-1,-3e2,.25\n7,5,6.5\n") {
      $0.label = "a"
    },
    Case(what: "a label first, by number", text: "7,1.5,2\n-1,-3e2,.25\n7,5,6.5\n") {
      $0.label = "1"
    },
    Case(
      what: "a label in the middle, counted from the last", text: "1.5,7,2\n-3e2,-1,.25\n5,7,6.5\n"
    ) { $0.label = "-2" },
    Case(what: "a column to ignore, by number", text: "x1,1.5,2,7\nx2,-3e2,.25,-1\nx3,5,6.5,7\n") {
      $0.ignore = "1"
    },
    Case(
      what: "columns to ignore, by name",
      text: "id,a,b,date,c\nx1,1.5,2,May,7\nx2,-3e2,.25,June,-1\nx3,5,6.5,July,7\n"
    ) { $0.ignore = "id;date" },
    Case(what: "lines to skip", text: "made by\na \"program\n1.5,2,7\n-3e2,.25,-1\n5,6.5,7\n") {
      $0.skip = 2
    },
    Case(what: "a separator that is told", text: "1.5;2;7\n-3e2;.25;-1\n5;6.5;7\n") {
      $0.separator = .semicolon
    },
    Case(what: "a header that is told", text: "1,2,3\n1.5,2,7\n-3e2,.25,-1\n5,6.5,7\n") {
      $0.header = .yes
    },
    Case(what: "labels that are texts", text: "1.5,2,setosa\n-3e2,.25,Iris\n5,6.5,setosa\n"),
    Case(
      what: "labels in quotes",
      text: "1.5,2,\"b, \"\"the\"\" one\"\n-3e2,.25,\"a\nz\"\n5,6.5,\"b, \"\"the\"\" one\"\n"),
    Case(
      what: "labels of one character, digits among letters", text: "1.5,2,a\n-3e2,.25,7\n5,6.5,a\n"),
  ]

  @Test("are read as the same examples", arguments: cases) func dialect(_ dialect: Case) throws {
    var options = TableOptions()
    dialect.change(&options)
    try withFiles([
      ("a.csv", Array(dialect.text.utf8)), ("packed", Gzip.pack(Array(dialect.text.utf8))),
    ]) { paths in
      for path in paths {
        let data = try DataSet.csv(path, options: options)
        #expect(data.features == Self.features && data.labels == Self.labels)
      }
    }
  }

  @Test("a first row of whole numbers may be an example")
  func counting() throws {
    try withFile("a.csv", Array("0,1,2\n1,0,2\n2,2,0\n0,1,0\n".utf8)) { (path) throws in
      #expect(try DataSet.csv(path).count == 4)
      var options = TableOptions()
      options.header = .yes
      #expect(try DataSet.csv(path, options: options).count == 3)
    }
    try withFile("a.csv", Array("0,1,2\n1.5,0,2\n2,2,0\n0,1,0\n".utf8)) { (path) throws in
      var options = TableOptions()
      options.header = .no
      #expect(try DataSet.csv(path, options: options).count == 4)
    }
  }

  @Test("the label is in the first column if the data say so", arguments: [",", ";", "\t"])
  func firstColumn(separator: String) throws {
    // Like the wine data: three classes, and a last column with nearly as many different whole numbers as
    // rows.
    let rows = (0..<60).map { i in
      ["\(i % 3 + 1)", "\(Double(i) / 4)", "\(300 + 7 * i % 50 * 11)"].joined(separator: separator)
    }
    try withFile("wine.data", Array(rows.joined(separator: "\n").utf8)) { (path) throws in
      let data = try DataSet.csv(path)
      #expect(data.classCount == 3 && data.labels.prefix(4) == [0, 1, 2, 0])
    }
    // Images whose last pixel is always 0.
    let images = (0..<20).map { i in
      ["\(i % 10)", "\(i * 5 % 256)", "0"].joined(separator: separator)
    }
    try withFile("mnist.csv", Array(images.joined(separator: "\n").utf8)) { (path) throws in
      #expect(try DataSet.csv(path).labels == (0..<20).map { $0 % 10 })
    }
    // Texts cannot be a feature.
    let texts = (0..<12).map { i in
      ["MB".map { "\($0)" }[i % 2], "\(i).5", "\(i % 3)"].joined(separator: separator)
    }
    try withFile("wdbc.csv", Array(texts.joined(separator: "\n").utf8)) { (path) throws in
      #expect(try DataSet.csv(path).labels == (0..<12).map { 1 - $0 % 2 })
    }
    // The default is the last column, although the first one has few different numbers, too.
    let both = (0..<12).map { i in ["\(i % 2)", "\(i).5", "\(i % 3)"].joined(separator: separator) }
    try withFile("a.csv", Array(both.joined(separator: "\n").utf8)) { (path) throws in
      #expect(try DataSet.csv(path).classCount == 3)
    }
  }

  @Test("a target is in the last column, or in the one that is named") func regression() throws {
    let text = "size;price;rooms\n10.5;2;3\n12;4;5\n"
    try withFile("a.csv", Array(text.utf8)) { (path) throws in
      #expect(try RegressionData.csv(path).targets == [3, 5])
      var options = TableOptions()
      options.label = "price"
      let data = try RegressionData.csv(path, options: options)
      #expect(data.targets == [2, 4] && data.features == [10.5, 3, 12, 5])
      options.ignore = "size"
      options.label = "-1"
      #expect(try RegressionData.csv(path, options: options).features == [2, 4])
    }
  }
}
