extension DataSet {
  /// Reads images from an IDX file in MNIST's format, with pixels divided by 255, and their
  /// labels from another; either may be compressed with gzip.
  ///
  /// Both are big-endian: a magic number (0x803 for images, 0x801 for labels), the extents as
  /// 32-bit words, then one byte per pixel or label.
  /// - Parameter labels: the label file; if empty, it is the name of the image file with
  ///   `labels` for `images` and `idx1` for `idx3`, as in MNIST.
  /// - Throws: ``DataError`` for a wrong magic number, a length that does not match the header,
  ///   or different numbers of images and labels.
  /// - Source: LeCun, Cortes and Burges, "The MNIST database of handwritten digits", 1998.
  public static func idx(_ images: String, labels: String = "") throws(DataError) -> DataSet {
    try LoadedExamples(idx: try DataFile(images), labels: labels).dataSet()
  }

  /// Whether a file has the name of an IDX file.
  static func isCalledIDX(_ path: String) -> Bool {
    let name = path.split(separator: "/").last ?? ""
    return name.contains("idx3") || name.hasSuffix(".idx") || name.hasSuffix(".idx.gz")
  }
}

extension LoadedExamples {
  /// The images of a file with their labels: see ``DataSet/idx(_:labels:)``.
  init(idx file: DataFile, labels: String) throws(DataError) {
    path = file.path
    labelPath = labels.isEmpty ? Self.companion(of: file.path) : labels
    let (extents, pixels) = try Self.content(file, magic: 0x803)
    let (labelExtents, bytes) = try Self.content(try DataFile(labelPath), magic: 0x801)
    guard extents[0] == labelExtents[0] else {
      throw .countsDiffer(
        images: path, imageCount: extents[0], labels: labelPath, labelCount: labelExtents[0])
    }
    features = .bytes(pixels, divisor: 255)
    self.labels = .numbers(bytes.map(Int.init))
    featureCount = extents[1] * extents[2]
    reading =
      ["labels in \(labelPath)", "IDX of \(extents[1]) × \(extents[2]) pixels"] + file.reading
    isScaled = true
  }

  /// The name of the labels' file, compressed or not, whichever exists.
  private static func companion(of images: String) -> String {
    var parts = images.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let name = parts.removeLast().replacing("images", with: "labels", maxReplacements: 1)
    parts.append(name.replacing("idx3", with: "idx1", maxReplacements: 1))
    let path = parts.joined(separator: "/")
    let other = path.hasSuffix(".gz") ? String(path.dropLast(3)) : path + ".gz"
    return !fileExists(path) && fileExists(other) ? other : path
  }

  private static func content(
    _ file: DataFile, magic: UInt32
  ) throws(DataError) -> (extents: [Int], content: ArraySlice<UInt8>) {
    let (path, bytes) = (file.path, file.bytes)
    func word(_ i: Int) -> UInt32 {
      bytes[(4 * i)..<(4 * i + 4)].reduce(0) { $0 << 8 | UInt32($1) }
    }
    guard !bytes.isEmpty else { throw .empty(path: path) }
    guard bytes.count >= 4 else { throw .wrongLength(path: path, bytes: bytes.count, expected: 4) }
    guard word(0) == magic else {
      throw .wrongMagic(path: path, found: word(0), expected: magic)
    }
    let rank = Int(magic & 0xFF)
    let header = 4 + 4 * rank
    guard bytes.count >= header else {
      throw .wrongLength(path: path, bytes: bytes.count, expected: header)
    }
    let extents = (1...rank).map { Int(word($0)) }
    // Three 32-bit factors can overflow; no file is that long.
    let size = extents.reduce(1) { a, b in
      let (product, overflow) = a.multipliedReportingOverflow(by: b)
      return overflow ? Int.max / 2 : product
    }
    guard bytes.count - header == size else {
      throw .wrongLength(path: path, bytes: bytes.count, expected: header + min(size, .max / 2))
    }
    guard size > 0 else { throw .empty(path: path) }
    return (extents, bytes[header...])
  }
}
