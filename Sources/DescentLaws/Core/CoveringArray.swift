/// A covering array of strength two: a few rows of binary choices in which any two columns take all four
/// combinations.
///
/// A column is a set of half the rows that excludes the first row. Any two columns share a row, each has a
/// row that the other lacks, and neither has the first row (Kleitman and Spencer 1973). Six rows suffice for
/// ten columns, ten rows for 126.
struct CoveringArray {
  let rows: Int
  /// For each column, one bit per row.
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
