/// Goes through the records of a table of text, one after another, as RFC 4180 has them: fields in quotes
/// may hold separators, line ends and, doubled, quotes.
struct TableScanner {
  /// Where a field lies, without its quotes and the blanks around it.
  struct Field {
    var range: Range<Int>
    var isQuoted = false
    /// Whether quotes are doubled in it.
    var hasQuotes = false
    var isEmpty: Bool { range.isEmpty && !isQuoted }
  }

  /// What is no record.
  enum Fault: Error, Equatable {
    /// A quote that nothing closes, opened in this line.
    case openQuote(line: Int)
    /// Something between a closing quote and the next separator.
    case afterQuote(line: Int, column: Int)
  }

  /// The file, and a final 0.
  let bytes: [UInt8]
  let separator: FieldSeparator
  private let end: Int
  private let byte: UInt8?
  private let newline: UInt8

  /// Where the next record begins, and its line, from 1.
  var place = 0
  var line = 1
  /// The fields of the last record, and the line where it began.
  private(set) var fields: [Field] = []
  private(set) var recordLine = 0
  private(set) var recordStart = 0

  /// - Parameter bytes: with a final 0.
  init(_ bytes: [UInt8], separator: FieldSeparator) {
    self.bytes = bytes
    self.separator = separator
    end = bytes.count - 1
    byte = separator.byte
    // Files of old spreadsheets have carriage returns alone.
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

  /// Takes the next record that is not empty. - Returns: false at the end of the file.
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
      // After blanks that separate, the end of the line is no further field.
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

  /// The same for messages.
  func shown(_ field: Field) -> String { String(decoding: bytes[field.range], as: UTF8.self) }
}
