import Descent

/// Gauss and Newton's step: the least-squares problem with its residuals made linear, solved.
///
/// - Follows: Nocedal and Wright, "Numerical Optimization", 2006, §10.3.
/// - Deviations: the normal equations are solved by Cholesky's factors, with damping on the diagonal
///   if there is any; where they are singular it stops.
/// - Memory: none. Time per step: O(residuals · n² + n³).
struct GaussNewton: OracleOptimizer {
  @Hyperparameter("step length", in: 0...) var learningRate = 1.0
  @Hyperparameter("added to the diagonal of JᵀJ", in: 0...) var damping = 0.0

  static let card = Card(
    name: "gauss_newton", summary: "the least-squares problem made linear, solved",
    formula: "(JᵀJ + μ 1) p = −Jᵀr        xₜ = xₜ₋₁ + η p",
    source: "Nocedal and Wright, Numerical Optimization, 2006, §10.3")

  var needs: Needs { .residuals }

  func stateLayout(for layout: Layout) -> StateLayout { StateLayout() }

  func step<T: KernelScalar>(_ s: OracleStep<T>) -> StepAnswer {
    let (n, residuals) = (s.x.count, s.oracle.residuals)
    let m = residuals.count
    var (r, jacobian) = ([T](repeating: 0, count: m), [T](repeating: 0, count: m * n))
    if n > 0 { residuals.jacobian(s.x.baseAddress!, &r, &jacobian) }
    var (matrix, p) = ([Double](repeating: 0, count: n * n), [Double](repeating: 0, count: n))
    for (tensor, part) in s.layout.tensors.enumerated() {
      for i in part.range {
        matrix[i * n + i] = damping
        if s.hasGradient(tensor) { continue }
        // A tensor without a gradient keeps its place: its columns are those of the unit matrix.
        matrix[i * n + i] = 1
        for k in 0..<m { jacobian[k * n + i] = 0 }
      }
    }
    for k in 0..<m {
      for i in 0..<n {
        let entry = Double(jacobian[k * n + i])
        p[i] -= entry * Double(r[k])
        for j in 0...i { matrix[i * n + j] += entry * Double(jacobian[k * n + j]) }
      }
    }
    guard Self.solve(&matrix, &p, n) else { return s.stop(.noDescent) }
    for i in 0..<n { s.x[i] += T(s.rate * p[i]) }
    return .updated
  }

  /// Solves by Cholesky's factors. - Returns: false where the matrix is not positive definite.
  private static func solve(_ a: inout [Double], _ b: inout [Double], _ n: Int) -> Bool {
    for i in 0..<n {
      for j in 0...i {
        var sum = a[i * n + j]
        for k in 0..<j { sum -= a[i * n + k] * a[j * n + k] }
        if i > j {
          a[i * n + j] = sum / a[j * n + j]
        } else if sum > 0 {
          a[i * n + i] = sum.squareRoot()
        } else {
          return false
        }
      }
      for k in 0..<i { b[i] -= a[i * n + k] * b[k] }
      b[i] /= a[i * n + i]
    }
    for i in (0..<n).reversed() {
      for k in (i + 1)..<max(n, i + 1) { b[i] -= a[k * n + i] * b[k] }
      b[i] /= a[i * n + i]
    }
    return true
  }
}
