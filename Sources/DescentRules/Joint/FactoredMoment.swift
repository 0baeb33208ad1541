import Descent

/// Running means of squares for a stack of matrices, stored for rows and columns only: entry (i, j)
/// is estimated as Rᵢ Cⱼ / mean R, after Shazeer and Stern.
public struct FactoredMoment<T: KernelScalar> {
  /// Rows × matrices, and columns × matrices.
  public let row, column: UnsafeMutableBufferPointer<T>
  public let rows, columns: Int

  @inlinable
  public init(
    _ row: UnsafeMutableBufferPointer<T>, _ column: UnsafeMutableBufferPointer<T>,
    rows: Int, columns: Int
  ) { (self.row, self.column, self.rows, self.columns) = (row, column, rows, columns) }

  /// R ← (1 − w) R + w · (mean over columns), and likewise C with means over rows, of the
  /// values of `square`.
  @inlinable
  public func advance(share w: Double, _ square: (_ index: Int) -> Double) {
    for matrix in 0..<(row.count / rows) {
      let first = matrix * columns
      for j in 0..<columns { column[first + j] *= T(1 - w) }
      for i in 0..<rows {
        var sum = 0.0
        for j in 0..<columns {
          let z = square((matrix * rows + i) * columns + j)
          sum += z
          column[first + j] += T(w * z / Double(rows))
        }
        let place = matrix * rows + i
        row[place] = T(1 - w) * row[place] + T(w * sum / Double(columns))
      }
    }
  }

  /// Calls the body with each index and the estimate there.
  /// - Parameter floor: the lower bound for the mean of R.
  @inlinable
  public func forEach(floor: Double = 0, _ body: (_ index: Int, _ estimate: Double) -> Void) {
    for matrix in 0..<(row.count / rows) {
      var sum = 0.0
      for i in 0..<rows { sum += Double(row[matrix * rows + i]) }
      let mean = max(sum / Double(rows), floor)
      for i in 0..<rows {
        let ratio = quotient(Double(row[matrix * rows + i]), mean)
        for j in 0..<columns {
          body((matrix * rows + i) * columns + j, ratio * Double(column[matrix * columns + j]))
        }
      }
    }
  }
}

extension Layout.Tensor {
  /// The last two extents of a tensor that has at least two, and the number of such matrices in
  /// it.
  @inlinable
  public var matrices: (count: Int, rows: Int, columns: Int)? {
    guard shape.count > 1 else { return nil }
    let (rows, columns) = (shape[shape.count - 2], shape[shape.count - 1])
    guard rows * columns > 0 else { return nil }
    return (count / (rows * columns), rows, columns)
  }
}

/// The root of the mean square of some numbers.
@inlinable
public func rootMeanSquare<T: KernelScalar>(_ x: UnsafeMutableBufferPointer<T>) -> Double {
  var sum = 0.0
  for i in 0..<x.count { sum += Double(x[i]) * Double(x[i]) }
  return sqrt(sum / Double(x.count))
}
