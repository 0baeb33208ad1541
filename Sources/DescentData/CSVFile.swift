#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension DataSet {
  /// Reads examples from a CSV file: a row each, numbers separated by commas.
  ///
  /// The first row is a header if none of its fields is a number, or if one of them is `label`.
  /// Empty lines are skipped. The labels may be any whole numbers; the classes are their different
  /// values, in ascending order.
  /// - Parameter label: the name of the label's column; empty for the last column.
  /// - Throws: ``DataError`` for whatever a row has other than that, and for fewer than two
  ///   classes.
  public static func csv(_ path: String, label: String = "") throws(DataError) -> DataSet {
    var reader = CSVReader(path: path, bytes: try fileBytes(path), label: label)
    try reader.readRows()
    let (labels, classCount) = try numbered(reader.targets.map { Int($0) }, path: path)
    return DataSet(
      features: reader.features, labels: labels, featureCount: reader.columns - 1,
      classCount: classCount)
  }

  /// The classes, numbered by the ascending order of their labels.
  static func numbered(
    _ rawLabels: [Int], path: String
  ) throws(DataError) -> (labels: [Int], classCount: Int) {
    let classes = Set(rawLabels).sorted()
    guard let first = classes.first else { throw .empty(path: path) }
    guard classes.count > 1 else { throw .oneClass(path: path, label: first) }
    let number = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1, $0) })
    return (rawLabels.map { number[$0]! }, classes.count)
  }
}

/// Examples with a number each to be fitted, in row-major order.
public struct RegressionData: Sendable {
  /// `targets.count × featureCount` numbers.
  public let features: [Double]
  public let targets: [Double]
  public let featureCount: Int
  public var count: Int { targets.count }

  /// - Precondition: as many numbers as `targets.count · featureCount`, at least one of each.
  public init(features: [Double], targets: [Double], featureCount: Int) {
    precondition(
      features.count == targets.count * featureCount && !features.isEmpty,
      "\(features.count) numbers for \(targets.count) examples of \(featureCount)")
    self.features = features
    self.targets = targets
    self.featureCount = featureCount
  }

  /// Reads examples from a CSV file as ``DataSet/csv(_:label:)`` does, the last column being the
  /// target, which may be any finite number. Nothing is standardised, no column is added.
  /// - Throws: ``DataError``.
  public static func csv(_ path: String) throws(DataError) -> RegressionData {
    var reader = CSVReader(path: path, bytes: try fileBytes(path), label: "")
    reader.hasWholeTargets = false
    try reader.readRows()
    return RegressionData(
      features: reader.features, targets: reader.targets, featureCount: reader.columns - 1)
  }
}

/// Goes through the bytes of a CSV file once.
private struct CSVReader {
  let path: String
  /// The file and a final 0, which `strtod` needs.
  let bytes: [UInt8]
  let label: String
  var columns = 0
  var labelColumn = 0
  var features: [Double] = []
  var targets: [Double] = []
  /// Whether the targets are labels, which are whole numbers.
  var hasWholeTargets = true

  init(path: String, bytes: [UInt8], label: String) {
    self.path = path
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]  // the byte order mark of some spreadsheets
    self.bytes = (bytes.starts(with: mark) ? Array(bytes.dropFirst(3)) : bytes) + [0]
    self.label = label
  }

  mutating func readRows() throws(DataError) {
    var line = 0
    var start = 0
    let end = bytes.count - 1
    while start < end {
      line += 1
      let stop = bytes[start..<end].firstIndex(of: UInt8(ascii: "\n")) ?? end
      let fields = fields(start, stop)
      start = stop + 1
      if fields.count == 1, fields[0].isEmpty { continue }
      if columns == 0 {
        guard try !readHeader(fields, line) else { continue }
      }
      guard fields.count == columns else {
        throw .ragged(path: path, line: line, columns: fields.count, expected: columns)
      }
      for (column, field) in fields.enumerated() { try read(field, line, column) }
    }
    if targets.isEmpty { throw .empty(path: path) }
  }

  /// Takes in the first row. Returns whether it is a header.
  private mutating func readHeader(_ fields: [Range<Int>], _ line: Int) throws(DataError) -> Bool {
    columns = fields.count
    guard columns > 1 else { throw .noFeatures(path: path, line: line) }
    let names = fields.map(text)
    let isHeader =
      fields.allSatisfy { number($0) == nil } || (!label.isEmpty && names.contains(label))
    guard !label.isEmpty else {
      labelColumn = columns - 1
      return isHeader
    }
    guard let column = names.firstIndex(of: label), isHeader else {
      throw .unknownLabel(path: path, label: label, columns: isHeader ? names : [])
    }
    labelColumn = column
    return true
  }

  private mutating func read(_ field: Range<Int>, _ line: Int, _ column: Int) throws(DataError) {
    let number = number(field)
    if let number, !number.isFinite {
      throw .notFinite(path: path, line: line, column: column + 1, text: text(field))
    }
    if column == labelColumn, hasWholeTargets {
      guard let number, Int(exactly: number) != nil else {
        throw .labelNotInteger(path: path, line: line, column: column + 1, text: text(field))
      }
      targets.append(number)
    } else {
      guard let number else {
        throw .notANumber(path: path, line: line, column: column + 1, text: text(field))
      }
      if column == labelColumn { targets.append(number) } else { features.append(number) }
    }
  }

  /// The fields of a line, without the spaces around them.
  private func fields(_ start: Int, _ stop: Int) -> [Range<Int>] {
    bytes[start..<stop].split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map {
      var field = $0
      func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 13 }
      while let byte = field.first, isSpace(byte) { field.removeFirst() }
      while let byte = field.last, isSpace(byte) { field.removeLast() }
      return field.startIndex..<field.endIndex
    }
  }

  private func text(_ field: Range<Int>) -> String {
    var text = Substring(String(decoding: bytes[field], as: UTF8.self))
    if text.count > 1, text.hasPrefix("\""), text.hasSuffix("\"") {
      text = text.dropFirst().dropLast()
    }
    return String(text)
  }

  private func number(_ field: Range<Int>) -> Double? {
    guard !field.isEmpty else { return nil }
    return bytes.withUnsafeBytes { buffer in
      let first = buffer.baseAddress!.assumingMemoryBound(to: CChar.self) + field.lowerBound
      var end: UnsafeMutablePointer<CChar>?
      let number = strtod(first, &end)
      return end == UnsafeMutablePointer(mutating: first + field.count) ? number : nil
    }
  }
}
