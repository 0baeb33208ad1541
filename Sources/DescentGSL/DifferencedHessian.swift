import Descent

/// A Hessian, row-major, with an error bound.
package struct HessianEstimate {
  package let matrix: [Double]
  /// A bound for the norm of its error beyond rounding; 0 if the problem supplies it.
  package let error: Double
}

extension Evaluator {
  /// The Hessian that the problem supplies; otherwise differences of its gradient.
  package func hessian(at x: [Double]) -> HessianEstimate {
    if let matrix = problem.hessian(at: x) { return HessianEstimate(matrix: matrix, error: 0) }
    return differencedHessian(at: x)
  }

  /// Central differences of the gradient with two steps, h and 2h, extrapolated to order h⁴
  /// (Richardson): 4n gradients. With h = 10⁻³, truncation and rounding errors are both near
  /// 10⁻¹² of the entries. The asymmetry, which is purely error, measures the remaining error and
  /// is then removed.
  package func differencedHessian(at x: [Double]) -> HessianEstimate {
    let n = dimension
    var matrix = [Double](repeating: 0, count: n * n)
    var point = x
    for j in 0..<n {
      let h = 1e-3 * max(abs(x[j]), 1)
      // The actual steps of the rounded coordinates.
      let (near, far) = (x[j] + h - x[j], x[j] + 2 * h - x[j])
      func gradient(_ step: Double) -> [Double] {
        point[j] = x[j] + step
        defer { point[j] = x[j] }
        return self.gradient(point).gradient
      }
      let (a, b, c, d) = (gradient(near), gradient(-near), gradient(far), gradient(-far))
      for i in 0..<n {
        let (slope, wide) = ((a[i] - b[i]) / (2 * near), (c[i] - d[i]) / (2 * far))
        matrix[i * n + j] = (4 * slope - wide) / 3
      }
    }
    var asymmetry = 0.0
    for i in 0..<n {
      for j in 0..<i {
        let (lower, upper) = (matrix[i * n + j], matrix[j * n + i])
        asymmetry += (lower - upper) * (lower - upper) / 2
        matrix[i * n + j] = (lower + upper) / 2
        matrix[j * n + i] = matrix[i * n + j]
      }
    }
    // In one dimension there is no asymmetry, and rounding alone is the bound.
    let rounding = norm(matrix) * 1e-12
    return HessianEstimate(matrix: matrix, error: max(asymmetry.squareRoot(), rounding))
  }
}
