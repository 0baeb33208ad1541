import TextTable

/// A plain table: a line of headings, a rule, the rows; no blanks at the ends of lines.
package func tableText(_ headings: [String], rows: [[String]], rightAligned: Set<Int> = [])
  -> String
{
  // The table library unwraps and formats values itself, so everything goes in as text; widths are
  // ours because it counts a heading, but not what a formatter makes of a value.
  let widths = headings.indices.map { column in
    max(headings[column].count, rows.map { $0[column].count }.max() ?? 0)
  }
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

extension String {
  /// The text with blanks after it up to a width.
  func padding(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
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
