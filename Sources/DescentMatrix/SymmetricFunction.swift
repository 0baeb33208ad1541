import Descent

extension MatrixView {
  /// Writes a function of a symmetric matrix: V f(Λ) Vᵀ.
  /// - Parameters:
  ///   - result: receives the function, exactly symmetric; it may not overlap the matrix.
  ///   - function: f of an eigenvalue; must not be negative.
  /// - Returns: false, with NaN as the result, if the eigenvalues did not converge.
  /// - Precondition: both matrices are square and of the same extent.
  @specialized(where T == Float)
  @specialized(where T == Double)
  @discardableResult
  public func symmetricFunction(
    into result: MutableMatrixView<T>, work: WorkMemory<T>, _ function: (Double) -> Double
  ) -> Bool {
    work.scoped {
      let (values, vectors) = (work.take(rows), work.matrix(rows, rows).transposed)
      guard symmetricEigen(values: values, vectors: vectors, work: work) else {
        for i in 0..<rows { for j in 0..<rows { result[i, j] = .nan } }
        return false
      }
      // V f(Λ) Vᵀ = W Wᵀ with W = V f(Λ)^½; the eigenvectors are in the rows.
      let roots = vectors.transposed
      for k in 0..<rows {
        let root = T(function(Double(values[k])).squareRoot())
        for j in 0..<rows { roots[k, j] *= root }
      }
      result.setGram(vectors.view)
      return true
    }
  }
}
