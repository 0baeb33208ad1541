import TextTable

/// The cells of a table, and how they fit into a width.
struct TableLayout {
  let headings: [String]
  let rows: [[String]]
  let rightAligned: Set<Int>

  /// Blanks between two columns.
  private static let gap = 2
  /// The smallest width to which a text column is narrowed.
  private static let narrowest = 16

  /// - Parameter width: the maximum number of characters per line; unlimited if nil.
  func text(width: Int?) -> String {
    let widths = naturalWidths
    guard let width, Self.total(widths) > width else {
      return Self.text(headings, rows, widths, rightAligned)
    }
    if let fitted = fittedWidths(width) { return wrapped(to: fitted) }
    return bands(width).joined(separator: "\n\n")
  }

  private var naturalWidths: [Int] {
    headings.indices.map { column in
      max(headings[column].count, rows.map { $0[column].count }.max() ?? 0)
    }
  }

  private static func total(_ widths: [Int]) -> Int {
    widths.reduce(0, +) + gap * max(0, widths.count - 1)
  }

  /// Widths that fit, found by repeatedly narrowing the widest column; nil if there are none.
  private func fittedWidths(_ width: Int) -> [Int]? {
    var widths = naturalWidths
    let least = headings.indices.map { column in
      let words = rows.flatMap { $0[column].split(separator: " ") }.map(\.count).max() ?? 0
      return rightAligned.contains(column)
        ? widths[column]
        : max(headings[column].count, min(words, 40), min(widths[column], Self.narrowest))
    }
    while Self.total(widths) > width {
      let wide = widths.indices.filter { widths[$0] > least[$0] }
      guard let column = wide.max(by: { widths[$0] < widths[$1] }) else { return nil }
      widths[column] -= 1
    }
    return widths
  }

  /// The table with each row on as many lines as its longest cell needs.
  private func wrapped(to widths: [Int]) -> String {
    let lines = rows.flatMap { row -> [[String]] in
      let cells = row.indices.map { row[$0].lines(of: widths[$0]) }
      return (0..<(cells.map(\.count).max() ?? 1)).map { line in
        cells.map { line < $0.count ? $0[line] : "" }
      }
    }
    return Self.text(headings, lines, widths, rightAligned)
  }

  /// The columns in groups that fit, with the first column repeated in each group.
  private func bands(_ width: Int) -> [String] {
    let widths = naturalWidths
    var groups: [[Int]] = []
    var group = [0]
    for column in headings.indices.dropFirst() {
      if group.count > 1, Self.total((group + [column]).map { widths[$0] }) > width {
        groups.append(group)
        group = [0]
      }
      group.append(column)
    }
    groups.append(group)
    return groups.map { group in
      let aligned = Set(group.indices.filter { rightAligned.contains(group[$0]) })
      let band = TableLayout(
        headings: group.map { headings[$0] }, rows: rows.map { row in group.map { row[$0] } },
        rightAligned: aligned)
      if let fitted = band.fittedWidths(width) { return band.wrapped(to: fitted) }
      return Self.text(band.headings, band.rows, band.naturalWidths, aligned)
    }
  }

  private static func text(
    _ headings: [String], _ rows: [[String]], _ widths: [Int], _ rightAligned: Set<Int>
  ) -> String {
    // Pass every value as text, because the table library unwraps and formats other values itself. Pass the
    // widths, because the library measures headings, but not formatted values.
    let table = TextTable<[String]> { row in
      row.indices.map { column in
        Column(
          title: headings[column], value: row[column], width: widths[column],
          align: rightAligned.contains(column) ? .right : .left)
      }
    }
    let lines = (table.string(for: rows, style: SpacedTable.self) ?? "").split(separator: "\n")
    return lines.map { line in
      var line = line
      while line.last == " " { line.removeLast() }
      return String(line)
    }.joined(separator: "\n")
  }
}

/// Columns two blanks apart.
private enum SpacedTable: TextTableStyle {
  static func prepare(_ s: String, for column: Column) -> String {
    Style.simple.prepare(s, for: column)
  }
  static func escape(_ table: String) -> String { table }
  static func begin(_ table: inout String, index: Int, columns: [Column]) {}
  static func end(_ table: inout String, index: Int, columns: [Column]) {}

  static func header(_ table: inout String, index: Int, columns: [Column]) {
    table += columns.map { $0.headerString(for: self) }.joined(separator: "  ") + "\n"
    table += columns.map { $0.repeated("-") }.joined(separator: "  ") + "\n"
  }

  static func row(_ table: inout String, index: Int, columns: [Column]) {
    table += columns.map { $0.string(for: self) }.joined(separator: "  ") + "\n"
  }
}
