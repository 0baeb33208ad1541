import Descent

/// A small dense matrix, row by row, for the rules that work on matrices.
struct Matrix {
  let rows: Int
  let columns: Int
  var entries: [Double]

  /// - Parameter shape: of a tensor; a vector is a column.
  init(_ entries: [Double], shape: [Int]) {
    rows = shape.first ?? 1
    columns = rows == 0 ? 0 : entries.count / rows
    self.entries = entries
  }

  var transposed: Matrix {
    Matrix(
      (0..<columns).flatMap { j in (0..<rows).map { entries[$0 * columns + j] } },
      shape: [columns, rows])
  }

  static func * (a: Matrix, b: Matrix) -> Matrix {
    let entries = (0..<a.rows).flatMap { i in
      (0..<b.columns).map { j in
        (0..<a.columns).reduce(0.0) {
          $0 + a.entries[i * a.columns + $1] * b.entries[$1 * b.columns + j]
        }
      }
    }
    return Matrix(entries, shape: [a.rows, b.columns])
  }

  /// The inverse square root of a positive semidefinite matrix on its range, by Jacobi's rotations;
  /// or the inverse fourth root. Roots, not powers: roots are correctly rounded.
  func inverseRoot(fourth: Bool = false) -> Matrix {
    let n = rows
    var a = self
    var vectors = Matrix((0..<(n * n)).map { $0 / n == $0 % n ? 1 : 0 }, shape: [n, n])
    for _ in 0..<30 {
      for p in 0..<n {
        for q in (p + 1)..<max(n, p + 1) where a.entries[p * n + q] != 0 {
          let difference = a.entries[q * n + q] - a.entries[p * n + p]
          let theta = difference / (2 * a.entries[p * n + q])
          let t = (theta < 0 ? -1 : 1) / (abs(theta) + Double.sqrt(theta * theta + 1))
          let c = 1 / Double.sqrt(t * t + 1)
          let turn = { (m: inout Matrix, i: Int, j: Int) in
            let (x, y) = (m.entries[i], m.entries[j])
            m.entries[i] = c * x - t * c * y
            m.entries[j] = t * c * x + c * y
          }
          for k in 0..<n { turn(&a, k * n + p, k * n + q) }
          for k in 0..<n { turn(&a, p * n + k, q * n + k) }
          for k in 0..<n { turn(&vectors, k * n + p, k * n + q) }
        }
      }
    }
    func root(_ x: Double) -> Double { fourth ? .sqrt(.sqrt(x)) : .sqrt(x) }
    let values = (0..<n).map { a.entries[$0 * n + $0] }
    // Eigenvalues that are zero up to rounding have no inverse.
    let limit = 1e-12 * (values.max() ?? 0)
    let diagonal = Matrix(
      (0..<(n * n)).map {
        $0 / n == $0 % n && values[$0 / n] > limit ? 1 / root(values[$0 / n]) : 0
      },
      shape: [n, n])
    return vectors * diagonal * vectors.transposed
  }
}
