import Descent

/// A stationary point X = Q diag(ξ) Pᵀ of the penalized Procrustes problem.
struct ProcrustesPoint {
  let frame: SingularFrame
  let penalty: Double
  let xi: [Double]

  /// The real roots of μξ³ + (1 − μ)ξ = σ: the positive one and, if they exist, the outer and the inner
  /// negative one. Newton's method is monotone from each start.
  static func roots(_ sigma: Double, penalty: Double) -> [Double] {
    func root(from start: Double) -> Double {
      var x = start
      for _ in 0..<100 {
        let (square, linear) = (penalty * x * x, 1 - penalty)
        x -= ((square + linear) * x - sigma) / (3 * square + linear)
      }
      return x
    }
    let positive = root(from: 1 + sigma)
    guard penalty > 1 else { return [positive] }
    let turn = ((penalty - 1) / (3 * penalty)).squareRoot()
    guard 2 * (penalty - 1) / 3 * turn > sigma else { return [positive] }
    return [positive, root(from: -1), root(from: 0)]
  }

  /// The eigenvalues of the Hessian, which decouples: 1 − μ + 3μξᵢ², and for i < j two of the matrix
  /// with the diagonal gⱼ + μξᵢ², gᵢ + μξⱼ² and μξᵢξⱼ beside it, where gᵢ = 1 + μ(ξᵢ² − 1).
  private var eigenvalues: [Double] {
    var values: [Double] = []
    for i in xi.indices {
      values.append(1 - penalty + 3 * penalty * xi[i] * xi[i])
      for j in 0..<i {
        let (a, b) = (xi[i] * xi[i], xi[j] * xi[j])
        let first = 1 + penalty * (a + b - 1)
        // Both diagonal entries are the same.
        values += [-1, 1].map { first + $0 * penalty * xi[i] * xi[j] }
      }
    }
    return values
  }

  /// The stationary point, or nil if an eigenvalue is 0 or nearly 0.
  func point(isGlobal: Bool) -> StationaryPoint? {
    let values = eigenvalues
    let largest = values.reduce(0) { max($0, abs($1)) }
    guard values.allSatisfy({ abs($0) > 1e-6 * largest }) else { return nil }
    let index = values.count { $0 < 0 }
    let kind: StationaryPoint.Kind =
      if isGlobal {
        .globalMinimum
      } else if index == 0 {
        .localMinimum
      } else if index == values.count {
        .maximum
      } else {
        .saddle(index: index)
      }
    let n = xi.count
    var x = [Double](repeating: 0, count: n * n)
    var value = 0.0
    for k in 0..<n {
      let (q, p) = (frame.left(k), frame.right(k))
      for i in 0..<n { for j in 0..<n { x[i * n + j] += xi[k] * q[i] * p[j] } }
      let (distance, defect) = (xi[k] - frame.sigma[k], xi[k] * xi[k] - 1)
      value += distance * distance / 2 + penalty / 4 * defect * defect
    }
    return StationaryPoint(
      kind, at: x, value: value,
      .closedForm("the singular vectors of C with roots of μξ³ + (1 − μ)ξ = σ"))
  }
}
