import RealModule

/// A small dense matrix, row-major.
package struct Matrix: Sendable, Hashable {
  package let rows: Int
  package let columns: Int
  package var entries: [Double]

  package init(_ rows: Int, _ columns: Int, _ entries: [Double]) {
    precondition(entries.count == rows * columns, "\(entries.count) entries for \(rows)×\(columns)")
    self.rows = rows
    self.columns = columns
    self.entries = entries
  }

  package static func identity(_ n: Int) -> Matrix { diagonal([Double](repeating: 1, count: n)) }

  package static func diagonal(_ values: [Double]) -> Matrix {
    var matrix = Matrix(
      values.count, values.count, [Double](repeating: 0, count: values.count * values.count))
    for (i, value) in values.enumerated() { matrix[i, i] = value }
    return matrix
  }

  package subscript(i: Int, j: Int) -> Double {
    get { entries[i * columns + j] }
    set { entries[i * columns + j] = newValue }
  }

  package func row(_ i: Int) -> [Double] { Array(entries[(i * columns)..<((i + 1) * columns)]) }

  package var transposed: Matrix {
    Matrix(columns, rows, (0..<columns).flatMap { j in (0..<rows).map { self[$0, j] } })
  }

  package static func * (a: Matrix, b: Matrix) -> Matrix {
    let columns = b.transposed
    return Matrix(
      a.rows, b.columns,
      (0..<a.rows).flatMap { i in (0..<b.columns).map { a.row(i).dot(columns.row($0)) } })
  }

  package static func * (a: Matrix, x: [Double]) -> [Double] {
    (0..<a.rows).map { a.row($0).dot(x) }
  }

  /// `Q D Qᵀ` for a diagonal `D`.
  package static func symmetric(_ q: Matrix, _ spectrum: [Double]) -> Matrix {
    q * .diagonal(spectrum) * q.transposed
  }
}

extension [Double] {
  package func dot(_ other: [Double]) -> Double { zip(self, other).reduce(0) { $0 + $1.0 * $1.1 } }
  package var norm: Double { dot(self).squareRoot() }
  package func scaled(by factor: Double) -> [Double] { map { $0 * factor } }
  package func plus(_ other: [Double]) -> [Double] { zip(self, other).map { $0 + $1 } }
  package func minus(_ other: [Double]) -> [Double] { zip(self, other).map { $0 - $1 } }
  package var largestMagnitude: Double { reduce(0) { Swift.max($0, abs($1)) } }

  /// `count` numbers from `low` to `high` in geometric progression.
  package static func geometric(_ low: Double, _ high: Double, _ count: Int) -> [Double] {
    (0..<count).map { i in
      low * .pow(high / low, Double(i) / Double(count - 1))
    }
  }
}
