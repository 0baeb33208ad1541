import COpenBLAS

/// Solves `a x = b` by Cholesky's factorisation; `a` is symmetric, positive definite and row-major. The
/// result is NaN if it is not.
func solve(_ a: [Double], _ b: [Double]) -> [Double] {
  let n = b.count
  let rows = Int32(n)
  var (l, x) = (a, b)
  l.withUnsafeMutableBufferPointer { buffer in
    let l = buffer.baseAddress!
    for j in 0..<n {
      let diagonal = l + (j * n + j)
      diagonal.pointee = diagonal.pointee.squareRoot()
      let rest = rows - Int32(j) - 1
      guard rest > 0 else { break }
      cblas_dscal(rest, 1 / diagonal.pointee, diagonal + n, rows)
      cblas_dsyr(
        CblasRowMajor, CblasLower, rest, -1, diagonal + n, rows, diagonal + n + 1, rows)
    }
    cblas_dtrsv(CblasRowMajor, CblasLower, CblasNoTrans, CblasNonUnit, rows, l, rows, &x, 1)
    cblas_dtrsv(CblasRowMajor, CblasLower, CblasTrans, CblasNonUnit, rows, l, rows, &x, 1)
  }
  return x
}
