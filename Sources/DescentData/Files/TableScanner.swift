/// Scans the records of a table of text in the format of RFC 4180: quoted fields may contain separators,
/// line ends and doubled quotes.
struct TableScanner {
  /// The position of a field, without its quotes and surrounding blanks.
  struct Field {
    var range: Range<Int>
    var isQuoted = false
    /// Whether it contains doubled quotes.
    var hasQuotes = false
    var isEmpty: Bool { range.isEmpty && !isQuoted }
  }

  /// An error in a record.
  enum Fault: Error, Equatable {
    /// An unclosed quote, opened in this line.
    case openQuote(line: Int)
    /// Text between a closing quote and the next separator.
    case afterQuote(line: Int, column: Int)
  }

  /// The file's bytes followed by a 0.
  let bytes: [UInt8]
  let separator: FieldSeparator
  private let end: Int
  private let byte: UInt8?
  private let newline: UInt8

  /// The position of the next record, and its line, from 1.
  var place = 0
  var line = 1
  /// The fields of the last record, and the line in which it began.
  private(set) var fields: [Field] = []
  private(set) var recordLine = 0
  private(set) var recordStart = 0

  /// - Parameter bytes: the file's bytes followed by a 0.
  init(_ bytes: [UInt8], separator: FieldSeparator) {
    self.bytes = bytes
    self.separator = separator
    end = bytes.count - 1
    byte = separator.byte
    // Files of old spreadsheets have only carriage returns.
    newline = bytes.contains(UInt8(ascii: "\n")) ? UInt8(ascii: "\n") : UInt8(ascii: "\r")
  }

  /// The bytes of the current line, which is not consumed.
  var lineBytes: ArraySlice<UInt8> {
    let stop = bytes[place..<end].firstIndex(of: newline) ?? end
    return bytes[place..<stop]
  }

  var isAtEnd: Bool { place >= end }

  mutating func skipLine() {
    place = min(lineBytes.endIndex + 1, end)
    line += 1
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    (byte == 32 || byte == 9 || byte == 13) && byte != self.byte && byte != newline
  }

  /// Reads the next record that is not empty. - Returns: false at the end of the file.
  mutating func next() throws(Fault) -> Bool {
    while place < end {
      try record()
      if fields.count > 1 || fields.first.map({ !$0.isEmpty }) ?? false { return true }
    }
    return false
  }

  private mutating func record() throws(Fault) {
    fields.removeAll(keepingCapacity: true)
    recordLine = line
    recordStart = place
    while true {
      while place < end, isBlank(bytes[place]) { place += 1 }
      // If blanks are the separator, trailing blanks do not begin another field.
      if byte == nil, place == end || bytes[place] == newline { break }
      if place < end, bytes[place] == UInt8(ascii: "\"") {
        try quoted()
      } else {
        plain()
      }
      guard place < end, bytes[place] != newline else { break }
      if byte != nil { place += 1 }
    }
    if place < end {
      place += 1
      line += 1
    }
  }

  private mutating func plain() {
    let start = place
    while place < end {
      let next = bytes[place]
      if next == newline || next == byte || (byte == nil && isBlank(next)) { break }
      place += 1
    }
    var stop = place
    while stop > start, isBlank(bytes[stop - 1]) { stop -= 1 }
    fields.append(Field(range: start..<stop))
  }

  private mutating func quoted() throws(Fault) {
    let first = line
    place += 1
    let start = place
    var hasQuotes = false
    while true {
      guard place < end else { throw .openQuote(line: first) }
      if bytes[place] == UInt8(ascii: "\"") {
        guard bytes[place + 1] == UInt8(ascii: "\"") else { break }
        hasQuotes = true
        place += 1
      } else if bytes[place] == newline {
        line += 1
      }
      place += 1
    }
    fields.append(Field(range: start..<place, isQuoted: true, hasQuotes: hasQuotes))
    place += 1
    let afterQuote = place
    while place < end, isBlank(bytes[place]) { place += 1 }
    let isAtSeparator =
      place == end || bytes[place] == newline || bytes[place] == byte
      || (byte == nil && place > afterQuote)
    guard isAtSeparator else { throw .afterQuote(line: line, column: fields.count) }
  }

  func number(_ field: Field) -> DecimalNumber { DecimalNumber(bytes, field.range) }

  /// The text of a field; nil if it is not UTF-8.
  func text(_ field: Field) -> String? {
    guard let text = String(validating: bytes[field.range], as: UTF8.self) else { return nil }
    return field.hasQuotes ? text.replacing("\"\"", with: "\"") : text
  }

  /// The text of a field for messages.
  func shown(_ field: Field) -> String { String(decoding: bytes[field.range], as: UTF8.self) }
}
