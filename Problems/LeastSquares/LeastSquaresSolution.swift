import DescentData

/// The point that minimizes (1/2N) ‖Ax − b‖², by Householder's QR decomposition and one step of
/// refinement.
/// - Source: Golub, "Numerical methods for solving linear least squares problems", Numerische
///   Mathematik 7, 1965.
struct LeastSquaresSolution: Sendable {
  let point: [Double]
  let value: Double

  /// - Returns: nil unless the columns of A are independent. A diagonal entry of R below N·d·ε times
  ///   the largest counts as 0, because it may be only rounding.
  init?(_ data: RegressionData) {
    let (n, d) = (data.count, data.featureCount)
    guard n >= d else { return nil }
    var q = Reflections(data)
    guard q.hasFullRank else { return nil }
    var x = q.solve(data.targets)
    // Refinement: the residual is fitted once more.
    let left = Self.residuals(data, x).map { -$0 }
    for (j, step) in q.solve(left).enumerated() { x[j] += step }
    guard x.allSatisfy(\.isFinite) else { return nil }
    point = x
    value = Self.residuals(data, x).reduce(0) { $0 + $1 * $1 } / (2 * Double(n))
  }

  private static func residuals(_ data: RegressionData, _ x: [Double]) -> [Double] {
    let d = data.featureCount
    return data.features.withUnsafeBufferPointer { features in
      (0..<data.count).map { i in
        var sum = -data.targets[i]
        for j in 0..<d { sum += features[i * d + j] * x[j] }
        return sum
      }
    }
  }
}

/// A = QR with Q as a product of reflections, stored by columns below R.
private struct Reflections {
  let n: Int
  let d: Int
  /// Column by column: R above the diagonal, the reflections' vectors from the diagonal on.
  private var columns: [Double]
  private var diagonal: [Double]

  init(_ data: RegressionData) {
    (n, d) = (data.count, data.featureCount)
    columns = [Double](repeating: 0, count: n * d)
    diagonal = [Double](repeating: 0, count: d)
    for i in 0..<n { for j in 0..<d { columns[j * n + i] = data.features[i * d + j] } }
    for j in 0..<d {
      // The entries are scaled so that the norm neither overflows nor underflows.
      let largest = (j..<n).reduce(0) { max($0, abs(columns[j * n + $1])) }
      guard largest > 0 else { continue }
      let size =
        largest
        * (j..<n).reduce(0) {
          let entry = columns[j * n + $1] / largest
          return $0 + entry * entry
        }.squareRoot()
      // The sign is chosen so that the numbers add and nothing cancels.
      let corner = columns[j * n + j] > 0 ? -size : size
      columns[j * n + j] -= corner
      diagonal[j] = corner
      for k in (j + 1)..<max(d, j + 1) { reflect(j, column: k) }
    }
  }

  var hasFullRank: Bool {
    let largest = diagonal.reduce(0) { max($0, abs($1)) }
    let least = Double(n) * Double(d) * Double.ulpOfOne * largest
    return largest > 0 && diagonal.allSatisfy { abs($0) > least }
  }

  private mutating func reflect(_ j: Int, column k: Int) {
    let (own, other) = (j * n, k * n)
    var (product, square) = (0.0, 0.0)
    for i in j..<n {
      product += columns[own + i] * columns[other + i]
      square += columns[own + i] * columns[own + i]
    }
    let factor = 2 * product / square
    for i in j..<n { columns[other + i] -= factor * columns[own + i] }
  }

  /// The x that minimizes ‖Ax − b‖. - Precondition: full rank.
  mutating func solve(_ b: [Double]) -> [Double] {
    // b is transformed as an additional column.
    columns += b
    for j in 0..<d { reflect(j, column: d) }
    var x = Array(columns[(d * n)..<(d * n + d)])
    columns.removeLast(n)
    for j in stride(from: d - 1, through: 0, by: -1) {
      x[j] /= diagonal[j]
      for i in 0..<j { x[i] -= columns[j * n + i] * x[j] }
    }
    return x
  }
}
