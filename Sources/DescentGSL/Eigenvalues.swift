import CGSL
import Descent

/// The signs of a symmetric matrix's eigenvalues, as far as rounding errors allow.
package struct Curvature {
  package let smallest: Double
  package let largest: Double
  package let negative: Int
  /// The number of eigenvalues too close to 0 to determine their sign.
  package let undecided: Int

  /// - Parameters:
  ///   - hessian: row-major and symmetric.
  ///   - error: a bound on the norm of the error of `hessian` itself.
  /// - Throws: ``GSLError``, also for an entry that is not finite.
  package init(_ hessian: [Double], order: Int, error: Double) throws(GSLError) {
    let values = try eigenvalues(hessian, order: order)
    smallest = values[0]
    largest = values[order - 1]
    let own = Self.count(values, error: error)
    guard own.undecided > 0 else {
      (negative, undecided) = own
      return
    }
    // A congruence preserves the signs (Sylvester), and one that equalizes the diagonal often
    // lifts eigenvalues of a badly scaled matrix above the rounding noise.
    let scale = jacobiScale(hessian, order: order)
    let scaled = try eigenvalues(congruent(hessian, scale), order: order)
    let widest = scale.reduce(0, max)
    let second = Self.count(scaled, error: error * widest * widest)
    (negative, undecided) = second.undecided < own.undecided ? second : own
  }

  private static func count(
    _ values: [Double], error: Double
  ) -> (negative: Int, undecided: Int) {
    let largest = values.reduce(0) { max($0, abs($1)) }
    let threshold = max(Double(values.count) * Double.ulpOfOne * largest, error)
    return (
      values.count { $0 < -threshold }, values.count { abs($0) <= threshold }
    )
  }
}

/// The eigenvalues of a symmetric row-major matrix, in ascending order.
/// - Throws: ``GSLError``. GSL itself accepts NaN and reports success, so input and output are
///   both tested.
package func eigenvalues(_ matrix: [Double], order: Int) throws(GSLError) -> [Double] {
  guard matrix.allSatisfy(\.isFinite) else {
    throw GSLError("gsl_eigen_symm", Int32(GSL_EBADFUNC))
  }
  let copy = try GSLMatrix(matrix, order: order)
  let result = try GSLVector([Double](repeating: 0, count: order))
  guard let workspace = gsl_eigen_symm_alloc(order) else {
    throw GSLError("gsl_eigen_symm_alloc", Int32(GSL_ENOMEM))
  }
  defer { gsl_eigen_symm_free(workspace) }
  try GSL.check("gsl_eigen_symm", gsl_eigen_symm(copy.pointer, result.pointer, workspace))
  let values = result.values.sorted()
  guard values.allSatisfy(\.isFinite) else {
    throw GSLError("gsl_eigen_symm", Int32(GSL_EBADFUNC))
  }
  return values
}

/// `1/√|Hᵢᵢ|`, or 1 if the diagonal entry is 0.
package func jacobiScale(_ matrix: [Double], order: Int) -> [Double] {
  (0..<order).map { i in
    let diagonal = abs(matrix[i * order + i])
    return diagonal > 0 ? 1 / diagonal.squareRoot() : 1
  }
}

/// `D H D` for a diagonal `D`.
package func congruent(_ matrix: [Double], _ scale: [Double]) -> [Double] {
  let order = scale.count
  var result = matrix
  for i in 0..<order {
    for j in 0..<order { result[i * order + j] *= scale[i] * scale[j] }
  }
  return result
}

/// Eigenvalues of a symmetric row-major matrix, in ascending order, each with a vector of length 1.
/// - Throws: ``GSLError``, also for an entry that is not finite.
package func eigenvectors(
  _ matrix: [Double], order: Int
) throws(GSLError) -> [(value: Double, vector: [Double])] {
  guard matrix.allSatisfy(\.isFinite) else {
    throw GSLError("gsl_eigen_symmv", Int32(GSL_EBADFUNC))
  }
  let copy = try GSLMatrix(matrix, order: order)
  let vectors = try GSLMatrix([Double](repeating: 0, count: order * order), order: order)
  let values = try GSLVector([Double](repeating: 0, count: order))
  let workspace = try GSL.allocated("gsl_eigen_symmv_alloc", gsl_eigen_symmv_alloc(order))
  defer { gsl_eigen_symmv_free(workspace) }
  try GSL.check(
    "gsl_eigen_symmv",
    gsl_eigen_symmv(copy.pointer, values.pointer, vectors.pointer, workspace))
  try GSL.check(
    "gsl_eigen_symmv_sort",
    gsl_eigen_symmv_sort(values.pointer, vectors.pointer, GSL_EIGEN_SORT_VAL_ASC))
  let rowLength = vectors.pointer.pointee.tda
  return values.values.enumerated().map { column, value in
    (value, (0..<order).map { vectors.pointer.pointee.data[$0 * rowLength + column] })
  }
}
