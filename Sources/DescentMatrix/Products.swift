import Descent

extension MutableMatrixView {
  /// self ← α a b + β self.
  ///
  /// With β = 0, the old contents are not read. A transposed view costs nothing. The result must not
  /// overlap the factors.
  /// - Precondition: the extents match.
  public func setProduct(_ a: MatrixView<T>, _ b: MatrixView<T>, alpha: T = 1, beta: T = 0) {
    precondition(
      a.columns == b.rows && rows == a.rows && columns == b.columns,
      "\(a.rows) × \(a.columns) times \(b.rows) × \(b.columns) into \(rows) × \(columns)")
    guard rows > 0, columns > 0 else { return }
    guard !isTransposed else {
      return transposed.setProduct(b.transposed, a.transposed, alpha: alpha, beta: beta)
    }
    Routines.product(alpha, a, b, beta, self)
  }

  /// The form of ``setProduct(_:_:alpha:beta:)`` for mutable views.
  public func setProduct(
    _ a: MutableMatrixView<T>, _ b: MutableMatrixView<T>, alpha: T = 1, beta: T = 0
  ) { setProduct(a.view, b.view, alpha: alpha, beta: beta) }

  /// self ← α a aᵀ + β self, exactly symmetric.
  /// - Precondition: `self` is square, with as many rows as `a`, and symmetric unless β is 0.
  public func setGram(_ a: MatrixView<T>, alpha: T = 1, beta: T = 0) {
    precondition(
      rows == columns && rows == a.rows,
      "the gram matrix of \(a.rows) × \(a.columns) into \(rows) × \(columns)")
    guard rows > 0 else { return }
    Routines.gram(alpha, a, beta, isTransposed ? transposed : self)
    mirror()
  }

  /// Copies the lower triangle of the row-major form, which BLAS has written, to the upper one.
  @specialized(where T == Float)
  @specialized(where T == Double)
  private func mirror() {
    for i in 0..<rows {
      for j in 0..<i { base[j * stride + i] = base[i * stride + j] }
    }
  }

  /// self ← a.
  /// - Precondition: the extents are equal.
  @specialized(where T == Float)
  @specialized(where T == Double)
  public func copy(_ a: MatrixView<T>) {
    precondition(
      rows == a.rows && columns == a.columns,
      "\(a.rows) × \(a.columns) into \(rows) × \(columns)")
    for i in 0..<rows {
      for j in 0..<columns { self[i, j] = a[i, j] }
    }
  }

  /// self ← α self.
  @specialized(where T == Float)
  @specialized(where T == Double)
  public func scale(by alpha: T) {
    for i in 0..<rows {
      for j in 0..<columns { self[i, j] *= alpha }
    }
  }

  /// self ← self/norm, in double precision, because a tiny norm or its inverse may be out of the range
  /// of T.
  @specialized(where T == Float)
  @specialized(where T == Double)
  func divide(by norm: Double) {
    for i in 0..<rows {
      for j in 0..<columns { self[i, j] = T(Double(self[i, j]) / norm) }
    }
  }

  /// self ← self + α·1. - Precondition: the matrix is square.
  @specialized(where T == Float)
  @specialized(where T == Double)
  public func addToDiagonal(_ alpha: T) {
    precondition(rows == columns, "\(rows) × \(columns) is not square")
    for i in 0..<rows { self[i, i] += alpha }
  }
}

extension MatrixView {
  /// The Frobenius norm, in double precision, without overflow or underflow of the squares.
  public var norm: Double {
    @specialized(where T == Float)
    @specialized(where T == Double)
    get {
      let (outer, inner) = isTransposed ? (columns, rows) : (rows, columns)
      guard stride != inner, outer > 1 else { return euclideanNorm(base, outer * inner) }
      return (0..<outer).reduce(0) { norm, i in
        .hypot(norm, euclideanNorm(base + i * stride, inner))
      }
    }
  }
}
