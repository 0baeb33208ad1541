import Descent

extension MutableMatrixView {
  /// Solves A x = b in place of b, for a symmetric positive definite A, whose lower triangle is read
  /// and overwritten.
  /// - Returns: false if A is not positive definite, or if the solution is not finite; b is then
  ///   overwritten with meaningless values.
  /// - Precondition: the matrix is square, with as many rows as b has entries, and not transposed.
  /// - Follows: LAPACK's `sposv` and `dposv`.
  public func solvePositive(_ b: UnsafeMutableBufferPointer<T>) -> Bool {
    precondition(
      rows == columns && rows == b.count, "\(rows) × \(columns) and a right side of \(b.count)")
    precondition(!isTransposed, "a transposed view")
    return Routines.solvePositive(self, b) && isFinite(b)
  }

  /// Solves A x = b in place of b; A is overwritten.
  /// - Returns: false if A is singular, or if the solution is not finite; b is then overwritten
  ///   with meaningless values.
  /// - Precondition: the matrix is square, with as many rows as b has entries, and not transposed.
  /// - Follows: LAPACK's `sgetrf` and `dgetrf`, with partial pivoting.
  public func solve(_ b: UnsafeMutableBufferPointer<T>, work: WorkMemory<T>) -> Bool {
    precondition(
      rows == columns && rows == b.count, "\(rows) × \(columns) and a right side of \(b.count)")
    precondition(!isTransposed, "a transposed view")
    return work.scoped { Routines.solve(self, b, work) } && isFinite(b)
  }

  /// Whether the solution and the diagonal of the factors are finite.
  private func isFinite(_ b: UnsafeMutableBufferPointer<T>) -> Bool {
    b.allSatisfy({ $0.isFinite }) && (0..<rows).allSatisfy { self[$0, $0].isFinite }
  }
}
