import DescentData
import DescentFuzz
import Testing

/// Files that cannot be read are refused in one line that says where, and what is expected.
@Suite("Tables that cannot be read") struct TableErrorTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    let message: String
    var change: @Sendable (inout TableOptions) -> Void = { _ in }
    var testDescription: String { message }

    init(
      _ text: String, _ message: String,
      _ change: @escaping @Sendable (inout TableOptions) -> Void = { _ in }
    ) {
      (self.text, self.message, self.change) = (text, message, change)
    }
  }

  static let cases = [
    Case("0x10,1,0\n2,3,1\n", ", line 1, column 1: '0x10', expected a number in decimal digits"),
    Case("2,3,1\n1_000,1,0\n", ", line 2, column 1: '1_000', expected a number"),
    Case("2,3,1\n0x1p3,1,0\n", ", line 2, column 1: '0x1p3', expected a number in decimal digits"),
    Case("2,3,1\n1e,1,0\n", ", line 2, column 1: '1e', expected a number"),
    Case("2,3,1\ninf,1,0\n", ", line 2, column 1: 'inf', expected a finite number"),
    Case("2,3,1\n1,1e999,0\n", ", line 2, column 2: '1e999', expected a finite number"),
    Case("2,3,1\n1e-400,1,0\n", ", line 2, column 1: '1e-400' is too small to be told from 0"),
    Case(
      "1,5;2,5;0\n3,5;4,5;1\n", ", line 1, column 2: '2,5', expected a number with a decimal point"),
    Case(
      "2,3,1\n1,2,?\n2,2,0\n", ", line 2, column 3: label '?' stands for none; leave the row out"),
    Case("2,3,a\n1,2,\n2,2,b\n", ", line 2, column 3: label '' stands for none; leave the row out"),
    Case(
      "2,3,cat\n1,2,7\n2,2,dog\n", ", line 2, column 3: label '7', expected a text as the first"),
    Case("2,3,1\n1,\"2,0\n", ", line 2: a quote is opened and never closed"),
    Case(
      "2,3,1\n1,\"2\"x,0\n", ", line 2, column 2: text after a closing quote, expected a separator"),
    Case(
      "a,b,c\n1,2,0\n3,4,1\n",
      ": label=4, expected a name or a number of columns 1 to 3, or -1 for the last"
    ) { $0.label = "4" },
    Case(
      "a,b,c\n1,2,0\n3,4,1\n",
      ": label=0, expected a name or a number of columns 1 to 3, or -1 for the last"
    ) { $0.label = "0" },
    Case(
      "a,b,kind\n1,2,0\n3,4,1\n",
      ": no column is called 'kin'; did you mean 'kind'? there are: a, b, kind"
    ) { $0.label = "kin" },
    Case("a,a,c\n1,2,0\n3,4,1\n", ": 2 columns are called 'a'; give the number of one") {
      $0.label = "a"
    },
    Case("a,b,c\n1,2,0\n3,4,1\n", ": the column of label=c is among those to ignore") {
      $0.label = "c"; $0.ignore = "3"
    },
    Case(
      "a,b,c\n1,2,0\n3,4,1\n",
      ": of 3 columns all but one are to be ignored, expected features and a label"
    ) { $0.ignore = "1;2" },
    Case("1,2,x\n3,4,x\n", ": every example has the label x, expected two classes or more"),
  ]

  @Test("say what is wrong, and where", arguments: cases) func refused(_ wrong: Case) throws {
    var options = TableOptions()
    wrong.change(&options)
    try withFile("a.csv", Array(wrong.text.utf8)) { path in
      let error = #expect(throws: DataError.self) { try DataSet.csv(path, options: options) }
      #expect(error?.description == path + wrong.message)
    }
  }

  /// The first bytes of files of other kinds, and a word of the message.
  static let kinds: [(beginning: [UInt8], word: String)] = [
    ([0x50, 0x4B, 3, 4, 20, 0], "a zip archive"), (Array("PAR1".utf8) + [21, 4], "a Parquet file"),
    ([0x89] + Array("HDF\r\n".utf8) + [26, 10], "an HDF5 file"),
    ([0xFF, 0xFE] + [49, 0, 44, 0, 50, 0, 10, 0], "UTF-16"),
    ([0xFE, 0xFF, 0, 49, 0, 44], "UTF-16"),
    ([49, 0, 44, 0, 50, 0, 10, 0], "UTF-16"), ([0xFF, 0xFE, 0, 0, 49, 0, 0, 0], "UTF-32"),
    (Array("%PDF-1.7\n".utf8), "a PDF"), ([0x89] + Array("PNG\r\n".utf8), "a PNG"),
    ([0x80, 4, 0x95, 0], "pickle"), ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "xls"),
    (Array("BZh91AY".utf8) + [1], "bunzip2"), ([0x28, 0xB5, 0x2F, 0xFD], "Zstandard"),
    ([0xFD] + Array("7zXZ".utf8) + [0], "xz"), (Array("SQLite format 3".utf8) + [0], "SQLite"),
    (Array("[[1,2],[3,4]]".utf8), "JSON"), (Array("<!DOCTYPE html>\n".utf8), "web"),
    (Array("@RELATION iris\n".utf8), "ARFF"), (Array("1 1:0.5 3:2\n-1 2:1\n".utf8), "LIBSVM"),
    ([1, 2, 3, 0, 4], "binary"),
    (Array("version https://git-lfs.github.com/spec/v1\n".utf8), "Git LFS"),
  ]

  @Test("files of another kind are named", arguments: kinds.indices) func named(_ i: Int) throws {
    let kind = Self.kinds[i]
    try withFiles([("a.csv", kind.beginning), ("b.gz", Gzip.pack(kind.beginning))]) { paths in
      for path in paths {
        let error = #expect(throws: DataError.self) { try DataSource(data: path).load() }
        let line = error?.description ?? ""
        #expect(line.hasPrefix(path) && line.contains(kind.word), "\(line)")
      }
    }
  }

  @Test("a header may begin as another kind of file does") func innocent() throws {
    for name in ["PAR1", "ORC", "CDF", "BZh"] {
      try withFile("a.csv", Array("\(name),b,c\n1,2,0\n2,3,1\n".utf8)) { (path) throws in
        #expect(try DataSource(data: path).load().data.count == 2)
      }
    }
  }

  @Test("a packed file that is cut, damaged or endless is refused") func packed() throws {
    let text = Array((0..<200).map { "\($0).5,\($0 * $0),\($0 % 3)\n" }.joined().utf8)
    let whole = Gzip.pack(text)
    func refused(_ bytes: [UInt8], _ word: String) throws {
      try withFile("a.csv.gz", bytes) { path in
        let error = #expect(throws: DataError.self) { try DataSet.csv(path) }
        #expect(error?.description.contains(word) ?? false, "\(error as Any)")
      }
    }
    for length in stride(from: 11, to: whole.count, by: 97) {
      try refused(Array(whole[..<length]), "cut short")
    }
    var flipped = whole
    flipped[whole.count / 2] ^= 4
    try refused(flipped, "damaged")
    try refused(whole + [1, 2, 3], "follow its end")
    try refused(Gzip.pack(whole), "twice")
    try refused(Gzip.pack([UInt8](repeating: 48, count: 300_000_000), level: 1), "unpacks from")
    // Several gzip members are one file.
    try withFile("a.csv.gz", Gzip.pack(Array(text[..<1000])) + Gzip.pack(Array(text[1000...]))) {
      (path) throws in
      #expect(try DataSet.csv(path).count == 200)
    }
  }
}
