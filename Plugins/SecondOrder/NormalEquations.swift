import Descent
import DescentMatrix

/// The normal equations of a linearized least-squares problem, JᵀJ p = −Jᵀr, in double precision.
///
/// They are stored in a step's work memory and are valid only during the step.
struct NormalEquations {
  /// JᵀJ. A tensor without a gradient has the identity matrix here and 0 in ``descent``, so that it
  /// does not move.
  let matrix: MutableMatrixView<Double>
  /// −Jᵀr.
  let descent: UnsafeMutableBufferPointer<Double>
  /// ‖r‖².
  let square: Double
  private let damped: MutableMatrixView<Double>
  private let vector: UnsafeMutableBufferPointer<Double>

  init<T: KernelScalar>(at s: OracleStep<T>) {
    let (n, residuals) = (s.x.count, s.oracle.residuals)
    let m = residuals.count
    let (own, narrow) = (s.work.take(m), s.work.take(m * n))
    if n > 0 { residuals.jacobian(s.x.baseAddress!, own.baseAddress!, narrow.baseAddress!) }
    let (r, jacobian) = (s.wideWork.matrix(m, 1), s.wideWork.matrix(m, n))
    for k in 0..<m {
      r[k, 0] = Double(own[k])
      for i in 0..<n { jacobian[k, i] = Double(narrow[k * n + i]) }
    }
    for (tensor, part) in s.layout.tensors.enumerated() where !s.hasGradient(tensor) {
      for k in 0..<m { for i in part.range { jacobian[k, i] = 0 } }
    }
    (matrix, damped) = (s.wideWork.matrix(n, n), s.wideWork.matrix(n, n))
    (descent, vector) = (s.wideWork.take(n), s.wideWork.take(n))
    matrix.setGram(jacobian.view.transposed)
    MutableMatrixView(descent, rows: n, columns: 1)
      .setProduct(jacobian.view.transposed, r.view, alpha: -1)
    for (tensor, part) in s.layout.tensors.enumerated() where !s.hasGradient(tensor) {
      for i in part.range { matrix[i, i] = 1 }
    }
    square = (0..<m).reduce(0) { $0 + r[$1, 0] * r[$1, 0] }
  }

  /// The solution with `damping` added to the diagonal, or nil if the matrix is not positive definite.
  /// It is valid until the next call.
  func solution(damping: Double) -> UnsafeMutableBufferPointer<Double>? {
    damped.copy(matrix.view)
    damped.addToDiagonal(damping)
    _ = vector.update(fromContentsOf: descent)
    return damped.solvePositive(vector) ? vector : nil
  }
}
