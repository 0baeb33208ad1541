/// The eigenvalues of a symmetric row-major matrix in ascending order, computed by Jacobi rotations, which
/// are slow, accurate, and independent of GSL.
package func jacobiEigenvalues(_ matrix: [Double], _ n: Int) -> [Double] {
  var a = matrix
  for _ in 0..<60 {
    var off = 0.0
    for p in 0..<n {
      for q in (p + 1)..<max(n, p + 1) where a[p * n + q] != 0 {
        off += a[p * n + q] * a[p * n + q]
        let theta = (a[q * n + q] - a[p * n + p]) / (2 * a[p * n + q])
        let t = (theta < 0 ? -1 : 1) / (abs(theta) + (theta * theta + 1).squareRoot())
        let c = 1 / (t * t + 1).squareRoot()
        let s = t * c
        for k in 0..<n {
          let (x, y) = (a[k * n + p], a[k * n + q])
          (a[k * n + p], a[k * n + q]) = (c * x - s * y, s * x + c * y)
        }
        for k in 0..<n {
          let (x, y) = (a[p * n + k], a[q * n + k])
          (a[p * n + k], a[q * n + k]) = (c * x - s * y, s * x + c * y)
        }
      }
    }
    if off == 0 { break }
  }
  return (0..<n).map { a[$0 * n + $0] }.sorted()
}
