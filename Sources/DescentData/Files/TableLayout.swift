/// The layout of a table of text, detected from its first records: separator, header, and the beginning
/// of the examples.
struct TableLayout {
  let separator: FieldSeparator
  /// The names of the columns; empty without a header.
  let names: [String]
  /// The number of columns per row, without an empty last one after a trailing separator.
  let columns: Int
  /// Whether each row ends with a separator.
  let isTrailed: Bool
  /// The offset from which the first example is searched, and its line.
  let start: Int
  let line: Int
  /// The line of the first row, which may be a header.
  let firstLine: Int

  /// The number of records used for detection.
  private static let sampleSize = 100

  /// - Parameter bytes: the file's bytes followed by a 0, without a byte order mark.
  init(_ bytes: [UInt8], _ options: TableOptions, path: String) throws(DataError) {
    var (begin, separator) = (TableScanner(bytes, separator: options.separator), options.separator)
    for _ in 0..<options.skip where !begin.isAtEnd { begin.skipLine() }
    // The line with which a file tells a spreadsheet its separator.
    let first = String(decoding: begin.lineBytes.prefix(8), as: UTF8.self).lowercased()
    if first.hasPrefix("sep="), separator == .auto,
      let told = FieldSeparator(hyperparameter: String(first.dropFirst(4).prefix(1)))
    {
      separator = told
      begin.skipLine()
    }
    // Comments, the last of which may be the header.
    var comment: (place: Int, line: Int)?
    while !begin.isAtEnd, Self.isComment(begin.lineBytes) {
      comment = (begin.place, begin.line)
      begin.skipLine()
    }
    if separator == .auto { separator = Self.likely(bytes, from: begin) }
    var scanner = TableScanner(bytes, separator: separator)
    (scanner.place, scanner.line) = (begin.place, begin.line)
    let sample = try Sample(&scanner, count: Self.sampleSize, path: path)
    guard let row = sample.records.first else { throw .empty(path: path) }
    self.separator = separator
    let hasNames = row.fields.allSatisfy { scanner.number($0) == .text }
    if let comment, options.header != .no, !hasNames {
      var above = TableScanner(bytes, separator: separator)
      (above.place, above.line) = (bytes[comment.place...].firstIndex(of: 35)! + 1, comment.line)
      if try Self.step(&above, path), above.fields.count == row.fields.count,
        above.fields.allSatisfy({ above.number($0) == .text }), above.place <= begin.place
      {
        names = try above.fields.map { (field) throws(DataError) in
          try Self.name(field, above, path)
        }
        (columns, isTrailed) = (row.fields.count, false)
        (start, line, firstLine) = (begin.place, begin.line, comment.line)
        return
      }
    }
    let isHeader =
      switch options.header {
      case .yes: true
      case .no: false
      case .auto: sample.beginsWithHeader(label: options.label, scanner)
      }
    let rows = isHeader ? Array(sample.records.dropFirst()) : sample.records
    let width = rows.first?.fields.count ?? row.fields.count
    let hasNameForLast = isHeader && row.fields.count == width && row.fields.last?.isEmpty == false
    isTrailed =
      separator != .blanks && width > 1 && !hasNameForLast && !rows.isEmpty
      && (row.fields.count == width || row.fields.count == width - 1)
      && rows.allSatisfy { $0.fields.count == width && $0.fields.last?.isEmpty == true }
    columns = isTrailed ? width - 1 : row.fields.count
    firstLine = row.line
    if isHeader {
      names = try row.fields.prefix(columns).map { (field) throws(DataError) in
        try Self.name(field, scanner, path)
      }
      (start, line) = sample.second
    } else {
      names = []
      (start, line) = (begin.place, begin.line)
    }
  }

  private static func isComment(_ line: ArraySlice<UInt8>) -> Bool {
    line.first { $0 != 32 && $0 != 9 } == UInt8(ascii: "#")
  }

  static func step(_ scanner: inout TableScanner, _ path: String) throws(DataError) -> Bool {
    do throws(TableScanner.Fault) { return try scanner.next() } catch {
      switch error {
      case .openQuote(let line): throw .openQuote(path: path, line: line)
      case .afterQuote(let line, let column):
        throw .afterQuote(path: path, line: line, column: column)
      }
    }
  }

  static func name(
    _ field: TableScanner.Field, _ scanner: TableScanner, _ path: String
  ) throws(DataError) -> String {
    if let text = scanner.text(field) { return text }
    throw .notUTF8(path: path, line: scanner.recordLine)
  }

  /// The separator with which most records have the same number of fields, and most fields are
  /// numbers.
  private static func likely(_ bytes: [UInt8], from begin: TableScanner) -> FieldSeparator {
    var best: (separator: FieldSeparator, score: Double) = (.comma, 0)
    for separator in [FieldSeparator.comma, .semicolon, .tab, .bar, .blanks] {
      var scanner = TableScanner(bytes, separator: separator)
      (scanner.place, scanner.line) = (begin.place, begin.line)
      guard let sample = try? Sample(&scanner, count: 50, path: "") else { continue }
      let score = sample.regularity(scanner)
      if score > best.score { best = (separator, score) }
    }
    return best.separator
  }
}

/// The first records of a table.
private struct Sample {
  struct Record {
    let fields: [TableScanner.Field]
    let line: Int
  }

  var records: [Record] = []
  /// The position at which the second record begins.
  var second = (place: 0, line: 1)

  init(_ scanner: inout TableScanner, count: Int, path: String) throws(DataError) {
    while records.count < count {
      guard try TableLayout.step(&scanner, path) else { break }
      records.append(Record(fields: scanner.fields, line: scanner.recordLine))
      if records.count == 1 { second = (scanner.place, scanner.line) }
    }
  }

  /// The share of records with the usual number of fields, plus twice the share of numbers among the
  /// fields after the first record; 0 if most records have one field.
  func regularity(_ scanner: TableScanner) -> Double {
    var counts: [Int: Int] = [:]
    for record in records { counts[record.fields.count, default: 0] += 1 }
    let usual = counts.max { ($0.value, $0.key) < ($1.value, $1.key) }
    guard let (width, times) = usual, width > 1 else { return 0 }
    let fields = (records.count > 1 ? records.dropFirst() : records[...]).flatMap(\.fields)
    let numbers = fields.count { field in
      if case .number = scanner.number(field) { return true }
      return scanner.separator != .comma
        && DecimalNumber.hasDecimalComma(scanner.bytes[field.range])
    }
    return Double(times) / Double(records.count) + 2 * Double(numbers) / Double(fields.count)
  }

  /// Whether the first record is a header: none of its fields is a number; or one is the label's name;
  /// or its numbers count the columns, 0, 1, 2, …, and do not resemble the rows below; or several texts
  /// are above columns of numbers.
  func beginsWithHeader(label: String, _ scanner: TableScanner) -> Bool {
    // An empty text after a trailing separator is not a field.
    let isTrailed = records.allSatisfy { $0.fields.count > 1 && $0.fields.last?.isEmpty == true }
    func own(_ record: Record) -> [TableScanner.Field] {
      isTrailed ? record.fields.dropLast() : record.fields
    }
    guard let first = records.first.map(own) else { return false }
    let isText = first.map { scanner.number($0) == .text }
    if isText.allSatisfy({ $0 }) { return true }
    let names = first.map(scanner.shown)
    if !label.isEmpty, Int(label) == nil, names.contains(label) { return true }
    let rows = records.dropFirst().map(own).filter { $0.count == first.count }
    guard !rows.isEmpty else { return false }
    let columns = first.indices.map { column in
      rows.map { scanner.number($0[column]) }
    }
    let isNumeric = columns.map { column in column.allSatisfy { $0 != .text } }
    let above = first.indices.count { isText[$0] && isNumeric[$0] }
    if first.indices.allSatisfy({ isText[$0] || names[$0] == String($0) }) {
      if first.count > 2, !isText.contains(true) {
        return first.indices.contains { !Self.resembles(Double($0), columns[$0]) }
      }
      let isRepeated = first.indices.contains { column in
        isText[column] && rows.contains { scanner.shown($0[column]) == names[column] }
      }
      if isText.contains(true), above > 0 || !isRepeated { return above > 0 || first.count > 2 }
    }
    return above > 1
  }

  /// Whether an integer could belong to a column: all entries are integers, and it is within their
  /// range.
  private static func resembles(_ number: Double, _ column: [DecimalNumber]) -> Bool {
    var (least, greatest) = (Double.infinity, -Double.infinity)
    for entry in column {
      guard case .number(let other) = entry, other == other.rounded() else { return false }
      least = min(least, other)
      greatest = max(greatest, other)
    }
    return (least...greatest).contains(number)
  }
}
