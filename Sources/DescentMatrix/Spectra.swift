import Descent

extension MatrixView {
  /// Eigenvalues, ascending, and eigenvectors of a symmetric matrix, which is read only.
  /// - Parameters:
  ///   - vectors: takes the eigenvectors in its columns, in the order of the values.
  ///   - values: takes the eigenvalues.
  /// - Returns: false if LAPACK's iteration did not converge (a matrix with a NaN, for one); what was
  ///   written is then without meaning.
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

  /// Writes a power of a symmetric matrix, such as its inverse fourth root: V f(Λ) Vᵀ with
  /// f(λ) = max(λ, floor)^p, and 0 where that maximum is 0 and p negative.
  /// - Parameters:
  ///   - exponent: p.
  ///   - floor: what smaller eigenvalues are raised to; those that rounding makes negative at least 0.
  ///   - cutoff: eigenvalues of at most this share of the largest count as 0.
  ///   - result: the power, symmetric to the bit; it may not overlap the matrix.
  /// - Returns: false, with NaN as the result, if the eigenvalues did not converge.
  /// - Precondition: both matrices are square and of one extent.
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
  /// Replaces a matrix A by its polar factor: (A Aᵀ)^−½ A, or A (Aᵀ A)^−½ where that is the smaller
  /// product. Singular values become 1, those that are 0 stay 0.
  ///
  /// Squares are taken: of singular values further apart than 1e8 (in single precision 1e4) the smaller
  /// are lost.
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

  /// Replaces a matrix of at least as many rows as columns by the factor with orthonormal columns of
  /// its QR factorisation.
  /// - Parameters:
  ///   - triangle: takes the upper triangular factor, if given; its diagonal may be negative.
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
      // Column-major as LAPACK writes it: transposed, as rows.
      if let r { triangle?.copy(r.view.transposed) }
    }
  }
}
