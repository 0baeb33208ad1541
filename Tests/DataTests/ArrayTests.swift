import DescentData
import DescentFuzz
import NetworkProblems
import Testing

@Suite("Files of NumPy, test files, and the notes on them") struct ArrayTests {
  /// A file of version 1.
  private func npy(_ header: String, _ bytes: [UInt8], version: UInt8 = 1) -> [UInt8] {
    let length = header.utf8.count
    let count = version == 1 ? 2 : 4
    return [0x93] + Array("NUMPY".utf8) + [version, 0]
      + (0..<count).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + Array(header.utf8)
      + bytes
  }

  private func header(_ type: String, _ shape: String, _ order: String = "False") -> String {
    "{'descr': '\(type)', 'fortran_order': \(order), 'shape': \(shape), }\n"
  }

  private static let labels: [UInt8] = [3, 5]

  private func load(_ features: [UInt8], labels: [UInt8]? = nil) throws -> DataSet {
    let own = npy(header("|u1", "(2,)"), Self.labels)
    return try withFiles([("X.npy", features), ("y.npy", labels ?? own)]) {
      try DataSource(data: $0[0]).load().data
    }
  }

  @Test("each type and order is read") func types() throws {
    let expected = [1.0, 2, 3, 4]
    let cases = [
      npy(header("|i1", "(2, 2)"), [1, 2, 3, 4]),
      npy(header("|i1", "(2, 2)", "True"), [1, 3, 2, 4]),
      npy(header("<u2", "(2, 2)"), [1, 0, 2, 0, 3, 0, 4, 0], version: 2),
      npy(header(">i4", "(2, 2)"), [0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4], version: 3),
      npy(header("<f4", "(2, 2)"), [0, 0, 128, 63, 0, 0, 0, 64, 0, 0, 64, 64, 0, 0, 128, 64]),
      npy(header("<f2", "(2, 2)"), [0, 60, 0, 64, 0, 66, 0, 68]),
      npy(header(">f2", "(2, 2)"), [60, 0, 64, 0, 66, 0, 68, 0]),
      npy(
        header(">f8", "(2, 1, 2)"),
        expected.flatMap { withUnsafeBytes(of: $0.bitPattern.bigEndian) { Array($0) } }),
      npy(
        header("<i8", "(2, 2)"),
        [1, 2, 3, 4].flatMap { withUnsafeBytes(of: Int64($0).littleEndian) { Array($0) } }),
    ]
    for bytes in cases {
      let data = try load(bytes)
      #expect(data.features == expected && data.labels == [0, 1] && data.featureCount == 2)
      #expect(try load(Gzip.pack(bytes)).features == expected)
    }
    #expect(try load(npy(header("|b1", "(2,)"), [0, 1])).features == [0, 1])
    #expect(try load(npy(header("|i1", "(2,)"), [255, 128])).features == [-1, -128])
    // The smallest and the largest subnormal number, the largest number, and -0.1 rounded.
    let halves = npy(header("<f2", "(2, 2)"), [1, 0, 255, 3, 255, 123, 102, 174])
    #expect(
      try load(halves).features == [0x1p-24, 1023 * 0x1p-24, 65504, -0.0999755859375])
  }

  @Test("labels may be texts, and numbers in a column") func labels() throws {
    let features = npy(header("|u1", "(2,)"), [1, 2])
    let texts: [UInt8] = [98, 0, 0, 0, 0, 0, 0, 0, 97, 0, 0, 0, 99, 0, 0, 0]
    #expect(try load(features, labels: npy(header("<U2", "(2,)"), texts)).labels == [1, 0])
    #expect(try load(features, labels: npy(header("|S1", "(2,)"), [98, 97])).labels == [1, 0])
    #expect(
      try load(features, labels: npy(header("<i2", "(2, 1)"), [9, 0, 2, 0])).labels == [1, 0])
  }

  @Test("broken files are refused") func broken() throws {
    let nan: [UInt8] = [0, 0, 192, 127, 0, 0, 0, 0]
    let cases: [([UInt8], String)] = [
      (npy(header("|O", "(2,)"), [1, 2]), "numbers of type"),
      (npy(header("|u1", "(3,)"), [1, 2]), "cut short"),
      (npy(header("|u1", "(2,)"), [1, 2, 3]), "holds"),
      (npy(header("<f4", "(2,)"), nan), "element 1 is nan"),
      (npy(header("<f2", "(2,)"), [0, 252, 0, 0]), "element 1 is -inf"),
      (npy(header("<f2", "(2,)"), [1, 124, 0, 0]), "element 1 is nan"),
      (npy(header("<f1", "(2,)"), [1, 2]), "numbers of type '<f1'"),
      (npy(header("|u1", "(2,"), [1, 2]), "as NumPy writes it"),
      (npy(header("|u1", "(0,)"), []), "no examples"),
      (npy(header("|u1", "(4611686018427387904, 9)"), [1]), "cut short"),
      (npy(header("|u1", "(2,)"), [1, 2], version: 4), "version 4.0"),
      (npy(header("|u1", "(1,)"), [1]), "2 labels"),
    ]
    for (bytes, word) in cases {
      let error = #expect(throws: DataError.self) { try load(bytes) }
      #expect(error?.description.contains(word) ?? false, "\(word): \(error as Any)")
    }
    try withFile("features.npy", npy(header("|u1", "(2,)"), [1, 2])) { path in
      let error = #expect(throws: DataError.self) { try DataSource(data: path).load() }
      #expect(error?.description.contains("labels.npy") ?? false)
    }
  }

  @Test("a test file is read like the training file, and used as a whole") func testFile() throws {
    let training = "a,b,kind\n1,2,x\n3,5,y\n4,5,z\n2,2,x\n"
    try withFiles([
      ("a.csv", Array(training.utf8)), ("t.csv", Array("a,b,kind\n9,9,z\n8,8,x\n".utf8)),
      ("names.csv", Array("b,a,kind\n9,9,z\n8,8,x\n".utf8)),
      ("more.csv", Array("a,b,c,kind\n9,9,1,z\n8,8,2,x\n".utf8)),
      ("strange.csv", Array("9,9,z\n8,8,w\n".utf8)),
      ("first.csv", Array("class,a,b,c\nx,1,2,3\ny,3,5,1\nz,4,5,2\n".utf8)),
    ]) { paths in
      func examples(_ test: String) throws -> PreparedExamples {
        try Softmax {
          $0.data = paths[0]
          $0.test = .file(test)
        }.loadedExamples()
      }
      let loaded = try examples(paths[1])
      #expect(loaded.training == [0, 1, 2, 3] && loaded.test == [4, 5])
      #expect(loaded.data.labels == [0, 1, 2, 0, 2, 0])
      // The mean and the deviation are computed from the training examples only.
      let column = loaded.training.map { loaded.data.features[2 * $0] }
      #expect(abs(column.reduce(0, +)) < 1e-12)
      for (path, word) in zip(paths[2...], ["'b' stands where", "3 features", "label 'w' is none"])
      {
        let error = #expect(throws: DataError.self) { try examples(path) }
        #expect(error?.description.contains(word) ?? false, "\(error as Any)")
      }
      // The label is in the fourth column from the last, which the test file does not have.
      let error = #expect(throws: DataError.self) {
        try Softmax {
          $0.data = paths[5]
          $0.test = .file(paths[1])
        }.loadedExamples()
      }
      #expect(error?.description == "\(paths[1]): 3 columns, fewer than \(paths[5]) has")
    }
  }

  @Test("a note says how a file was read, and what is unusual about it") func notes() throws {
    func note(_ text: String) throws -> String {
      try withFile("a.csv", Array(text.utf8)) { path in
        try DataSource(data: path).load().note.replacing(path, with: "FILE")
      }
    }
    #expect(
      try note("a;b;kind\n1;2;x\n3;4;y\n1;2;x\n3;4;y\n")
        == "FILE: 4 examples, 2 features, 2 classes, label 'kind' in column 3, header, semicolons")
    #expect(
      try note(
        "1.5,2,1\n2,3,4\n2,2,1\n3,2,4\n2.5,2,2\n2.5,2,2\n1.5,2,1\n2,3,4\n2,2,1\n3,2,4\n2.5,2,2\n2.5,2,2\n"
      ).hasSuffix(
        "no header, commas; labels 1 to 4 without 3"))
    let unique = (0..<30).map { "\($0).5,\($0 * 37 % 100)\n" }.joined()
    #expect(try note(unique).contains("30 classes in 30 rows"))
    #expect(try note("1.5,a\n2,a\n3,A\n4,A\n5,b\n6,b\n7,a\n").contains("differ in capitals"))
    #expect(
      try note("1.5,0\n2,0\n3,0\n4,1\n5,1\n6,2\n7,1\n8,1\n9,0\n10,0\n").contains(
        "one example only of class '2'"))
    #expect(try note("i,a,y\n0,1.5,0\n1,2.5,1\n2,2,0\n3,2,1\n").contains("ignore=1 leaves it out"))
    // A name would come before the number.
    let numbered = try note(",0,1,y\n0,1.5,7,0\n1,2.5,8,1\n2,2,9,0\n3,2,9,1\n")
    #expect(numbered.contains("ignore=-4 leaves it out"))
  }
}
