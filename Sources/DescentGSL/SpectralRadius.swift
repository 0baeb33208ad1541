import CGSL

/// The largest modulus of the eigenvalues of a square matrix, by `gsl_eigen_nonsymm`.
/// - Parameter matrix: row-major, `order * order` of them.
/// - Throws: ``GSLError``, also for an entry that is not finite.
package func spectralRadius(_ matrix: [Double], order: Int) throws(GSLError) -> Double {
  guard matrix.allSatisfy(\.isFinite) else {
    throw GSLError("gsl_eigen_nonsymm", Int32(GSL_EBADFUNC))
  }
  let copy = try GSLMatrix(matrix, order: order)
  let values = try GSL.allocated("gsl_vector_complex_alloc", gsl_vector_complex_alloc(order))
  defer { gsl_vector_complex_free(values) }
  let workspace = try GSL.allocated("gsl_eigen_nonsymm_alloc", gsl_eigen_nonsymm_alloc(order))
  defer { gsl_eigen_nonsymm_free(workspace) }
  try GSL.check("gsl_eigen_nonsymm", gsl_eigen_nonsymm(copy.pointer, values, workspace))
  let data = values.pointee.data
  return (0..<order).reduce(0) { largest, i in
    guard let data else { return largest }
    let place = 2 * i * values.pointee.stride
    return max(
      largest, (data[place] * data[place] + data[place + 1] * data[place + 1]).squareRoot())
  }
}

/// The eigenvalues of a symmetric matrix, in ascending order.
/// - Parameter matrix: row-major, `order * order` of them.
/// - Throws: ``GSLError``, also for an entry that is not finite.
package func symmetricEigenvalues(_ matrix: [Double], order: Int) throws(GSLError) -> [Double] {
  try eigenvalues(matrix, order: order)
}
