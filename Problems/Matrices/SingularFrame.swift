import Descent

/// Matrices whose singular value decomposition is known by construction: M = Q diag(σ) Pᵀ with the
/// Householder reflections Q = I − 2vvᵀ/vᵀv, v = (1, 2, 2, …), and P alike, w = (2, −1, 2, −1, …).
struct SingularFrame {
  let rows: Int
  let columns: Int
  /// The singular values, decreasing.
  let sigma: [Double]

  /// A frame with `count` singular values, or as many as the smaller extent, linear from `top`
  /// to `top/condition`.
  init(_ rows: Int, _ columns: Int, count: Int? = nil, top: Double, condition: Double) {
    let count = min(rows, columns, count ?? .max)
    let step = count > 1 ? (top - top / condition) / Double(count - 1) : 0
    (self.rows, self.columns) = (rows, columns)
    sigma = (0..<count).map { top - Double($0) * step }
  }

  /// Column `i` of Q.
  func left(_ i: Int) -> [Double] { reflected(i, (0..<rows).map { $0 == 0 ? 1 : 2 }) }
  /// Column `i` of P.
  func right(_ i: Int) -> [Double] { reflected(i, (0..<columns).map { $0 % 2 == 0 ? 2 : -1 }) }

  private func reflected(_ i: Int, _ v: [Double]) -> [Double] {
    let norm = v.reduce(0) { $0 + $1 * $1 }
    return v.indices.map { ($0 == i ? 1 : 0) - 2 * v[$0] * v[i] / norm }
  }

  /// M, row-major.
  var matrix: [Double] {
    var entries = [Double](repeating: 0, count: rows * columns)
    for (k, value) in sigma.enumerated() {
      let (q, p) = (left(k), right(k))
      for i in 0..<rows { for j in 0..<columns { entries[i * columns + j] += value * q[i] * p[j] } }
    }
    return entries
  }

  /// The sets of singular values, by index, that a stationary point of a factorization can keep: all
  /// sets with at most `rank` of the first `count` values, largest values first. For more than five
  /// values, only three sets: the largest values, the same with the next value instead of the last, and
  /// the empty set.
  func kept(atMost rank: Int, ofFirst count: Int) -> [[Int]] {
    let size = min(rank, count)
    guard count > 5 else {
      let sets = (0..<(1 << count)).map { mask in (0..<count).filter { mask >> $0 & 1 == 1 } }
      return sets.filter { $0.count <= size }.sorted {
        $0.count == $1.count ? $0.lexicographicallyPrecedes($1) : $0.count > $1.count
      }
    }
    let largest = Array(0..<size)
    return [largest] + (size < count ? [largest.dropLast() + [size]] : []) + [[]]
  }

  /// The number of pairs of a kept value and a larger one that is not kept. Each gives a
  /// direction of negative curvature.
  func overtaken(_ kept: [Int]) -> Int {
    kept.enumerated().reduce(0) { $0 + $1.element - $1.offset }
  }

  /// ½ Σ σ² of the values that are not kept.
  func rest(_ kept: [Int]) -> Double {
    sigma.indices.reduce(0) { $0 + (kept.contains($1) ? 0 : sigma[$1] * sigma[$1] / 2) }
  }
}
