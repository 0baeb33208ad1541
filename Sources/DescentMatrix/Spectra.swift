import Descent

extension MatrixView {
  /// Computes eigenvalues, in ascending order, and eigenvectors of a symmetric matrix, which
  /// does not change.
  /// - Parameters:
  ///   - vectors: receives the eigenvectors in its columns, in the order of the values.
  ///   - values: receives the eigenvalues.
  /// - Returns: false if LAPACK's iteration did not converge (for example, because the matrix
  ///   contains NaN); the results are then meaningless.
  /// - Precondition: the matrix is square, and the results have its extent.
  /// - Follows: LAPACK's `ssyev` and `dsyev`.
  @discardableResult
  public func symmetricEigen(
    values: UnsafeMutableBufferPointer<T>, vectors: MutableMatrixView<T>, work: WorkMemory<T>
  ) -> Bool {
    precondition(rows == columns, "\(rows) × \(columns) is not square")
    precondition(
      values.count == rows && vectors.rows == rows && vectors.columns == rows,
      "\(values.count) values and \(vectors.rows) × \(vectors.columns) vectors of \(rows)")
    return work.scoped {
      // LAPACK's columns are the rows of a row-major matrix.
      let inRows = vectors.isTransposed ? vectors.transposed : work.matrix(rows, rows)
      inRows.copy(self)
      let converged = Routines.eigen(inRows, values, work)
      if !vectors.isTransposed { vectors.copy(inRows.view.transposed) }
      return converged
    }
  }

  /// Writes a power of a symmetric matrix, such as its inverse fourth root: V f(Λ) Vᵀ with f(λ)
  /// = max(λ, floor)^p, or 0 if that maximum is 0 and p is negative.
  /// - Parameters:
  ///   - exponent: p.
  ///   - floor: the value to which smaller eigenvalues are raised; eigenvalues that are negative
  ///     because of rounding are raised to at least 0.
  ///   - cutoff: eigenvalues of at most this share of the largest count as 0.
  ///   - result: receives the power, exactly symmetric; it may not overlap the matrix.
  /// - Returns: false, with NaN as the result, if the eigenvalues did not converge.
  /// - Precondition: both matrices are square and of the same extent.
  @discardableResult
  public func symmetricPower(
    _ exponent: Double, floor: Double = 0, cutoff: Double = 0, into result: MutableMatrixView<T>,
    work: WorkMemory<T>
  ) -> Bool {
    work.scoped {
      let (values, vectors) = (work.take(rows), work.matrix(rows, rows).transposed)
      guard symmetricEigen(values: values, vectors: vectors, work: work) else {
        for i in 0..<rows { for j in 0..<rows { result[i, j] = .nan } }
        return false
      }
      // V f(Λ) Vᵀ = W Wᵀ with W = V f(Λ)^½; the rows of `vectors.transposed` are the eigenvectors.
      let roots = vectors.transposed
      for k in 0..<rows {
        let isZero = Double(values[k]) <= cutoff * Double(values[rows - 1])
        let value = isZero ? 0 : max(Double(values[k]), floor, 0)
        let root = T(value == 0 && exponent < 0 ? 0 : Double.pow(value, exponent / 2))
        for j in 0..<rows { roots[k, j] *= root }
      }
      result.setGram(vectors.view)
      return true
    }
  }
}

extension MutableMatrixView {
  /// Replaces a matrix A by its polar factor: (A Aᵀ)^−½ A, or A (Aᵀ A)^−½ if that product is
  /// smaller. Singular values become 1, except that 0 stays 0.
  ///
  /// Because singular values are squared, those smaller than the largest by more than a factor of 1e8
  /// (in single precision, 1e4) are lost.
  public func setPolarFactor(work: WorkMemory<T>) {
    let x = rows > columns ? transposed : self
    let norm = x.view.norm
    guard norm != 0, x.rows > 0 else { return }
    x.divide(by: norm)
    work.scoped {
      let n = x.rows
      let (gram, root, next) = (work.matrix(n, n), work.matrix(n, n), work.matrix(n, x.columns))
      gram.setGram(x.view)
      gram.view.symmetricPower(
        -0.5, cutoff: Double(n) * Double(T.ulpOfOne), into: root, work: work)
      next.setProduct(root.view, x.view)
      x.copy(next.view)
    }
  }

  /// Replaces a matrix with at least as many rows as columns by the orthonormal factor Q of its QR
  /// factorization.
  /// - Parameters:
  ///   - triangle: receives the upper triangular factor, if given; its diagonal may be
  ///     negative.
  /// - Precondition: rows ≥ columns; the triangle is square and has the extent of the columns.
  /// - Follows: LAPACK's `geqrf` and `orgqr`.
  public func orthonormaliseColumns(
    triangle: MutableMatrixView<T>? = nil, work: WorkMemory<T>
  ) {
    precondition(rows >= columns, "\(rows) × \(columns): fewer rows than columns")
    precondition(
      triangle.map { $0.rows == columns && $0.columns == columns } ?? true,
      "a triangle of \(triangle?.rows ?? 0) × \(triangle?.columns ?? 0) for \(columns) columns")
    work.scoped {
      let inRows = isTransposed ? transposed : work.matrix(columns, rows)
      if !isTransposed { inRows.copy(view.transposed) }
      let r = triangle.map { _ in work.matrix(columns, columns) }
      Routines.orthonormalise(inRows, r?.base, work)
      if !isTransposed { copy(inRows.view.transposed) }
      // LAPACK writes it in column-major order, which is transposed in row-major order.
      if let r { triangle?.copy(r.view.transposed) }
    }
  }
}
