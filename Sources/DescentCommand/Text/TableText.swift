/// A plain table: a line of headings, a rule, the rows; no blanks at the ends of lines.
///
/// On a console with a width of its own (``Console/fitsWidth``) a table that is too wide has the words of
/// its texts in several lines, and what is then still too wide is set in bands below each other, the first
/// column in each.
package func tableText(_ headings: [String], rows: [[String]], rightAligned: Set<Int> = [])
  -> String
{
  let console = Console.current
  let table = TableLayout(
    headings: headings.map(console.plain), rows: rows.map { $0.map(console.plain) },
    rightAligned: rightAligned)
  // Most tables stand in a section, two blanks from the margin.
  return table.text(width: console.fitsWidth ? console.width - 2 : nil)
}

extension String {
  /// The text with blanks after it up to a width.
  func padding(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
