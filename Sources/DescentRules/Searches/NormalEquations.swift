import Descent

/// The normal equations of a least-squares problem made linear, JᵀJ p = −Jᵀr.
public struct NormalEquations {
  /// The matrix, its lower triangle, and −Jᵀr. A tensor without a gradient has 0 there, and the unit
  /// matrix, so that it keeps its place.
  public let system: LinearSystem
  /// ‖r‖².
  public let square: Double

  @inlinable
  public init<T: KernelScalar>(at s: OracleStep<T>) {
    let (n, residuals) = (s.x.count, s.oracle.residuals)
    let m = residuals.count
    var (r, jacobian) = ([T](repeating: 0, count: m), [T](repeating: 0, count: m * n))
    if n > 0 { residuals.jacobian(s.x.baseAddress!, &r, &jacobian) }
    var system = LinearSystem(n)
    for (tensor, part) in s.layout.tensors.enumerated() where !s.hasGradient(tensor) {
      for i in part.range {
        system[i, i] = 1
        for k in 0..<m { jacobian[k * n + i] = 0 }
      }
    }
    for k in 0..<m {
      for i in 0..<n {
        let entry = Double(jacobian[k * n + i])
        system.vector[i] -= entry * Double(r[k])
        for j in 0...i { system[i, j] += entry * Double(jacobian[k * n + j]) }
      }
    }
    self.system = system
    square = r.reduce(0) { $0 + Double($1) * Double($1) }
  }

  /// The solution with a number added to the diagonal; nil where the matrix is not positive definite.
  public func solution(damping: Double) -> [Double]? {
    var damped = system
    for i in 0..<damped.n { damped[i, i] += damping }
    return damped.solvePositive() ? damped.vector : nil
  }
}
