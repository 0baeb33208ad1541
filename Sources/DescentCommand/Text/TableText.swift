/// A plain table: headings, a rule and the rows, without trailing blanks.
///
/// On a console that wraps (``Console/fitsWidth``), a table that is too wide has its texts wrapped. If it
/// is still too wide, its columns are split into bands below each other, with the first column in each.
package func tableText(_ headings: [String], rows: [[String]], rightAligned: Set<Int> = [])
  -> String
{
  let console = Console.current
  let table = TableLayout(
    headings: headings.map(console.plain), rows: rows.map { $0.map(console.plain) },
    rightAligned: rightAligned)
  // Leave two columns, because most tables are indented by two blanks in a section.
  return table.text(width: console.fitsWidth ? console.width - 2 : nil)
}

extension String {
  /// The text, padded with blanks to a width.
  func padding(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
