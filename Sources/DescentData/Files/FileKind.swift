/// The kind of a file, determined from its first bytes.
enum FileKind: Equatable {
  case text
  /// Images or labels in MNIST's format.
  case idx
  case npy
  case gzip
  /// Data that is not text, of an unknown kind.
  case binary
  /// An unsupported kind: its name, and advice.
  case foreign(String, advice: String)

  var name: String {
    switch self {
    case .text: "a table of text"
    case .idx: "an IDX file"
    case .npy: "a NumPy file"
    case .gzip: "a gzip file"
    case .binary: "a binary file of a kind that is not known"
    case .foreign(let name, _): name
    }
  }

  private static let asText = "save it as a text file (CSV)"
  private static let unpack = "unpack it first"

  /// The first bytes of files, with their kinds.
  private static let beginnings: [(bytes: [UInt8], kind: FileKind)] = [
    ([0x1F, 0x8B], .gzip),
    ([0x93] + Array("NUMPY".utf8), .npy),
    (
      [0x50, 0x4B, 0x03, 0x04],
      .foreign(
        "a zip archive (npz, xlsx, ods and others are)",
        advice:
          "unpack it, or save a spreadsheet as CSV; of an npz take features and labels as .npy")
    ),
    ([0x50, 0x4B, 0x05, 0x06], .foreign("an empty zip archive", advice: unpack)),
    (Array("PAR1".utf8), .foreign("a Parquet file", advice: asText)),
    ([0x89] + Array("HDF\r\n".utf8), .foreign("an HDF5 file", advice: "save its arrays as .npy")),
    (Array("CDF".utf8), .foreign("a NetCDF file", advice: "save its arrays as .npy")),
    (Array("ARROW1".utf8), .foreign("an Arrow or Feather file", advice: asText)),
    (Array("FEA1".utf8), .foreign("a Feather file", advice: asText)),
    (Array("ORC".utf8), .foreign("an ORC file", advice: asText)),
    (Array("Obj\u{1}".utf8), .foreign("an Avro file", advice: asText)),
    (Array("SQLite format 3".utf8), .foreign("an SQLite database", advice: asText)),
    (
      Array("MATLAB 5.0 MAT-file".utf8),
      .foreign("a MATLAB file", advice: "save its arrays as .npy or CSV")
    ),
    (Array("RDX".utf8), .foreign("a file of R", advice: asText)),
    (
      [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1],
      .foreign("an old Office document (xls, doc)", advice: asText)
    ),
    (Array("%PDF".utf8), .foreign("a PDF document", advice: "take the table out of it, as CSV")),
    (
      [0x89] + Array("PNG".utf8),
      .foreign("a PNG picture", advice: "pictures are read as IDX or .npy")
    ),
    ([0xFF, 0xD8, 0xFF], .foreign("a JPEG picture", advice: "pictures are read as IDX or .npy")),
    (Array("GIF8".utf8), .foreign("a GIF picture", advice: "pictures are read as IDX or .npy")),
    (Array("BZh".utf8), .foreign("a bzip2 file", advice: "unpack it with bunzip2")),
    ([0xFD] + Array("7zXZ".utf8) + [0], .foreign("an xz file", advice: "unpack it with unxz")),
    ([0x28, 0xB5, 0x2F, 0xFD], .foreign("a Zstandard file", advice: "unpack it with unzstd")),
    ([0x04, 0x22, 0x4D, 0x18], .foreign("an LZ4 file", advice: "unpack it with unlz4")),
    ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .foreign("a 7z archive", advice: unpack)),
    (Array("Rar!".utf8), .foreign("a RAR archive", advice: unpack)),
    ([0x1F, 0x9D], .foreign("a file of compress (.Z)", advice: "unpack it with uncompress")),
    ([0x7F] + Array("ELF".utf8), .foreign("a program", advice: "give a file of examples")),
    ([0xFF, 0xFE, 0, 0], .foreign("UTF-32 text", advice: "save it as UTF-8")),
    ([0, 0, 0xFE, 0xFF], .foreign("UTF-32 text", advice: "save it as UTF-8")),
    ([0xFF, 0xFE], .foreign("UTF-16 text", advice: "save it as UTF-8")),
    ([0xFE, 0xFF], .foreign("UTF-16 text", advice: "save it as UTF-8")),
  ]

  init(_ bytes: ArraySlice<UInt8>) {
    let head = Array(bytes.prefix(1024))
    if let known = Self.beginnings.first(where: { head.starts(with: $0.bytes) }),
      !Self.isTable(head, beginning: known.bytes)
    {
      self = known.kind
      return
    }
    // Two zeros, the type of the numbers, and the number of extents.
    if head.count >= 4, head[0] == 0, head[1] == 0, (0x08...0x0E).contains(head[2]),
      (1...8).contains(head[3])
    {
      self = .idx
    } else if head.count > 2, head[0] == 0x80, (2...5).contains(head[1]) {
      self = .foreign(
        "a Python pickle (pkl, pt of old)", advice: "save its arrays as .npy with numpy.save")
    } else if head.count > 9, head[8] == UInt8(ascii: "{"), head[4..<8].allSatisfy({ $0 == 0 }) {
      self = .foreign(
        "a safetensors file", advice: "it holds weights: --start takes those; give examples here")
    } else if head.count > 262, Array(head[257..<262]) == Array("ustar".utf8) {
      self = .foreign("a tar archive", advice: Self.unpack)
    } else if let text = Self.wide(head) {
      self = .foreign(text, advice: "save it as UTF-8")
    } else if bytes.contains(0) {
      self = .binary
    } else {
      self = Self.ofText(head)
    }
  }

  /// Whether a signature of letters is rather the beginning of a table whose first column has
  /// this name.
  private static func isTable(_ head: [UInt8], beginning: [UInt8]) -> Bool {
    guard beginning.allSatisfy({ (32..<127).contains($0) }) else { return false }
    let line = head.prefix { $0 != 10 }
    return !head.contains { $0 < 9 } && line.contains { Array(",;\t|".utf8).contains($0) }
      && String(validating: line, as: UTF8.self) != nil
  }

  /// Text with two bytes per character and no byte order mark: every other byte is 0.
  private static func wide(_ head: [UInt8]) -> String? {
    let length = head.count / 2 * 2
    guard length >= 4 else { return nil }
    let (even, odd) = (
      stride(from: 0, to: length, by: 2).count { head[$0] == 0 },
      stride(from: 1, to: length, by: 2).count { head[$0] == 0 }
    )
    let most = length / 2 * 9 / 10
    return (even == 0 && odd > most) || (odd == 0 && even > most) ? "UTF-16 text" : nil
  }

  /// Recognizes text that is not a table.
  private static func ofText(_ head: [UInt8]) -> FileKind {
    let text = String(decoding: head, as: UTF8.self)
    let body = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    let first = body.prefix { !$0.isNewline }.lowercased()
    if body.hasPrefix("{") || body.hasPrefix("[") {
      return .foreign("JSON", advice: asText)
    }
    if first.hasPrefix("<!doctype") || first.hasPrefix("<html") || first.hasPrefix("<?xml") {
      return .foreign(
        "a page of the web or XML",
        advice: "was it downloaded as it should be? give the table itself")
    }
    if first.hasPrefix("@relation") {
      return .foreign("an ARFF file", advice: "take what comes after @data, as CSV")
    }
    if first.hasPrefix("version https://git-lfs") {
      return .foreign("a pointer of Git LFS", advice: "fetch the file itself with git lfs pull")
    }
    let words = first.split(separator: " ")
    let isSparse =
      words.count > 1
      && words.dropFirst().allSatisfy { word in
        let parts = word.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count == 2 && Int(parts[0]) != nil && Double(parts[1]) != nil
      }
    return isSparse
      ? .foreign("a sparse file of LIBSVM's kind", advice: "write all features out, as CSV") : .text
  }
}
