/// The bytes of a file of examples, read once and unpacked, and their kind.
struct DataFile {
  let path: String
  let bytes: [UInt8]
  let kind: FileKind
  /// Whether it was compressed with gzip, regardless of its name.
  let isPacked: Bool

  /// - Throws: ``DataError`` for a file that cannot be read, is a damaged gzip file, or is of an
  ///   unsupported kind.
  init(_ path: String) throws(DataError) {
    self.path = path
    var bytes = try fileBytes(path)
    var kind = FileKind(bytes[...])
    isPacked = kind == .gzip
    if isPacked {
      bytes = try Gunzip.unpack(bytes, path: path)
      kind = FileKind(bytes[...])
      guard kind != .gzip else { throw .packedTwice(path: path) }
    }
    if case .foreign(let name, let advice) = kind {
      throw .foreign(path: path, name: name, isPacked: isPacked, advice: advice)
    }
    self.bytes = bytes
    self.kind = kind
  }

  /// The bytes of a text followed by a 0, without the byte order mark that some spreadsheets
  /// write.
  /// - Throws: ``DataError`` if it is not text.
  func text() throws(DataError) -> [UInt8] {
    guard kind == .text else { throw .notText(path: path, kind: kind.name) }
    var text = bytes
    text.append(0)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { text.removeFirst(3) }
    return text
  }

  /// Words for the note about how it was read.
  var reading: [String] { isPacked ? ["gzip"] : [] }
}
