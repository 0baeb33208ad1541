/// Rows of choices between two things each, so few that any two choices still meet in all four ways.
///
/// A column is a set of half the rows that leaves out the first: two of them share a row, each has one
/// that the other lacks, and neither has the first (Kleitman and Spencer 1973). Six rows do for ten
/// columns, ten for 126.
struct CoveringArray {
  let rows: Int
  /// A bit a row.
  private let columns: [UInt64]

  init(columns count: Int) {
    var rows = 6
    var columns = Self.sets(of: 3, in: 1..<6)
    while columns.count < count {
      rows += 1
      columns = Self.sets(of: (rows + 1) / 2, in: 1..<rows)
    }
    self.rows = rows
    self.columns = columns
  }

  /// The choice of a column in a row.
  func isOn(row: Int, column: Int) -> Bool { columns[column] >> UInt64(row) & 1 == 1 }

  private static func sets(of size: Int, in places: Range<Int>) -> [UInt64] {
    guard size > 0 else { return [0] }
    return places.flatMap { first in
      sets(of: size - 1, in: (first + 1)..<places.upperBound).map { $0 | 1 << UInt64(first) }
    }
  }
}
