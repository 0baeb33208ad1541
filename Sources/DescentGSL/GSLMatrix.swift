import CGSL
import Descent

/// A vector in GSL's memory.
final class GSLVector {
  let pointer: UnsafeMutablePointer<gsl_vector>

  init(_ values: [Double]) throws(GSLError) {
    GSL.disableErrorHandler()
    pointer = try GSL.allocated("gsl_vector_alloc", gsl_vector_alloc(values.count))
    pointer.pointee.assign(values)
  }

  deinit { gsl_vector_free(pointer) }

  var values: [Double] { pointer.pointee.values }
}

extension gsl_vector {
  /// A copy of the entries. A vector may be a view with a stride, such as a column of a matrix.
  var values: [Double] { (0..<size).map { data[$0 * stride] } }

  /// Sets every entry.
  func assign(_ values: [Double]) {
    precondition(values.count == size, "\(values.count) numbers for a vector of \(size)")
    for i in 0..<size { data[i * stride] = values[i] }
  }
}

/// A square matrix in GSL's memory.
final class GSLMatrix {
  let pointer: UnsafeMutablePointer<gsl_matrix>
  let order: Int

  /// - Parameter values: row-major, `order * order` of them.
  init(_ values: [Double], order: Int) throws(GSLError) {
    precondition(values.count == order * order, "\(values.count) numbers for order \(order)")
    GSL.disableErrorHandler()
    pointer = try GSL.allocated("gsl_matrix_alloc", gsl_matrix_alloc(order, order))
    self.order = order
    // A row may be longer in memory than in the matrix.
    let rowLength = pointer.pointee.tda
    for i in 0..<order {
      for j in 0..<order { pointer.pointee.data[i * rowLength + j] = values[i * order + j] }
    }
  }

  deinit { gsl_matrix_free(pointer) }
}

/// The Euclidean norm of an array.
func norm(_ x: [Double]) -> Double {
  x.withUnsafeBufferPointer { $0.baseAddress.map { euclideanNorm($0, x.count) } ?? 0 }
}

/// `Σ aᵢbᵢ`.
package func dot(_ a: [Double], _ b: [Double]) -> Double {
  zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
}

/// `x + t d`.
func along(_ x: [Double], _ t: Double, _ d: [Double]) -> [Double] {
  zip(x, d).map { $0 + t * $1 }
}
