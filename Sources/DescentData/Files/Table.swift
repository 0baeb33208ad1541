/// The content of a table of text: numbers and, in columns that may hold labels, texts.
struct Table {
  /// A field that is not a number, in a column that may hold labels.
  struct Text {
    let row: Int
    let column: Int
    let text: String
    let kind: DecimalNumber
  }

  let path: String
  let layout: TableLayout
  /// The columns that are kept, by their index in the file.
  let kept: [Int]
  private(set) var rows = 0
  /// The `rows × kept.count` numbers; NaN for texts.
  private(set) var numbers: [Double] = []
  private(set) var texts: [Text] = []
  /// The line in which each row begins.
  private(set) var lines: [Int] = []

  /// - Parameters:
  ///   - bytes: the file's bytes followed by a 0, without a byte order mark.
  ///   - kept: the columns that are kept, ascending.
  ///   - candidates: the columns among them that may hold texts.
  init(
    _ bytes: [UInt8], _ layout: TableLayout, kept: [Int], candidates: Set<Int>, path: String
  ) throws(DataError) {
    self.path = path
    self.layout = layout
    self.kept = kept
    var scanner = TableScanner(bytes, separator: layout.separator)
    (scanner.place, scanner.line) = (layout.start, layout.line)
    let width = layout.columns + (layout.isTrailed ? 1 : 0)
    let mayHoldText = kept.map(candidates.contains)
    while try TableLayout.step(&scanner, path) {
      let line = scanner.recordLine
      guard scanner.fields.count == width else {
        throw .ragged(
          path: path, line: line, columns: scanner.fields.count, expected: layout.columns)
      }
      if layout.isTrailed, scanner.fields[width - 1].isEmpty == false {
        throw .ragged(path: path, line: line, columns: width, expected: layout.columns)
      }
      for (i, column) in kept.enumerated() {
        let field = scanner.fields[column]
        let value = scanner.number(field)
        if case .number(let number) = value {
          numbers.append(number)
          continue
        }
        guard mayHoldText[i] else {
          let text = scanner.shown(field)
          // A column of numbers with decimal commas is not a text column.
          if rows == 0, value == .text, !DecimalNumber.hasDecimalComma(text.utf8),
            Self.isText(column, below: scanner)
          {
            throw .textColumn(path: path, line: line, column: column + 1, text: text)
          }
          throw Self.error(value, path, line, column + 1, text)
        }
        guard let text = scanner.text(field) else { throw .notUTF8(path: path, line: line) }
        texts.append(Text(row: rows, column: column, text: text, kind: value))
        numbers.append(.nan)
      }
      lines.append(line)
      rows += 1
    }
    if rows == 0 { throw .empty(path: path) }
  }

  /// Whether the next record has a text in this column, too.
  private static func isText(_ column: Int, below scanner: TableScanner) -> Bool {
    var next = scanner
    guard (try? next.next()) == true, next.fields.count > column else { return false }
    return next.number(next.fields[column]) == .text && !next.fields[column].isEmpty
  }

  private static func error(
    _ value: DecimalNumber, _ path: String, _ line: Int, _ column: Int, _ text: String
  ) -> DataError {
    switch value {
    case .notFinite: .notFinite(path: path, line: line, column: column, text: text)
    case .vanishes: .vanishes(path: path, line: line, column: column, text: text)
    default: .notANumber(path: path, line: line, column: column, text: text)
    }
  }

  /// The error for a text where a number is expected.
  func error(_ text: Text) -> DataError {
    Self.error(text.kind, path, lines[text.row], text.column + 1, text.text)
  }

  /// The index of a column of the file among the kept columns.
  func place(of column: Int) -> Int { kept.firstIndex(of: column)! }

  func texts(in column: Int) -> [Text] { texts.filter { $0.column == column } }

  /// Removes a column.
  /// - Returns: its numbers; NaN for texts.
  mutating func remove(_ column: Int) -> [Double] {
    let (width, place) = (kept.count, place(of: column))
    var taken: [Double] = []
    taken.reserveCapacity(rows)
    var to = 0
    for row in 0..<rows {
      for i in 0..<width {
        let number = numbers[row &* width &+ i]
        if i == place {
          taken.append(number)
        } else {
          numbers[to] = number
          to &+= 1
        }
      }
    }
    numbers.removeLast(numbers.count - to)
    return taken
  }
}
