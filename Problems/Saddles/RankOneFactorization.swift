import Descent

/// Rank-one matrix factorization in any dimension. It has a strict saddle for every eigenvector
/// but the first, and all stationary points are known.
///
/// M = Q diag(λ) Q with λᵢ = top·(n + 1 − i)/n and the ``Reflection`` Q. The gradient (‖x‖²I − M)x
/// vanishes at 0, a maximum, and at ±√λᵢ qᵢ, where the Hessian λᵢI + 2λᵢqᵢqᵢᵀ − M has the
/// eigenvalues 2λᵢ and λᵢ − λⱼ, j ≠ i: two global minima for i = 1, saddles of index i − 1 for
/// larger i. With z = Qx, f = ¼(‖z‖⁴ − 2 Σ λᵢzᵢ² + Σ λᵢ²) costs O(n).
/// - Source: Chi, Lu and Chen, "Nonconvex optimization meets low-rank matrix factorization: an
///   overview", IEEE Transactions on Signal Processing 67(20), 2019.
public struct RankOneFactorization: AnalyticProblem {
  @Hyperparameter("dimension n", in: 2...) public var n = 10
  @Hyperparameter("largest eigenvalue of M", above: 0) public var top = 1.0

  public init() {}

  public static let card = Card(
    name: "factorization", summary: "coupled strict saddles in n dimensions, all known",
    formula: "f(x) = ¼ ‖xxᵀ − M‖²,  M = Q diag(λ) Q,  λᵢ = top (n + 1 − i)/n",
    source: "Chi, Lu and Chen, IEEE Transactions on Signal Processing 67(20), 2019")

  public static let record = ProblemRecord(
    family: "saddles", instances: ["factorization:n=4"], flags: .multimodal)

  public var layout: Layout { .vector(n) }

  private func eigenvalue(_ i: Int) -> Double { top * Double(n - i) / Double(n) }

  /// Close to the stable manifold z₁ = 0 that all saddles share, but not on it.
  public func start(seed: UInt64) -> [Double] {
    let size = (top / Double(n)).squareRoot()
    return Reflection(n)((0..<n).map { $0 == 0 ? 1e-3 * size : size })
  }

  /// All 2n + 1 points; for n > 16 only the minima, the saddles with i = 2 and the maximum.
  public var stationaryPoints: [StationaryPoint] {
    let squares = (0..<n).reduce(0) { $0 + eigenvalue($1) * eigenvalue($1) }
    let how = StationaryPoint.Provenance.closedForm("(‖x‖²I − M)x = 0: eigenvectors of M, or 0")
    var points = [
      StationaryPoint(.maximum, at: [Double](repeating: 0, count: n), value: squares / 4, how)
    ]
    for i in 0..<(n > 16 ? 2 : n) {
      let others = (0..<n).reduce(0) { $0 + ($1 == i ? 0 : eigenvalue($1) * eigenvalue($1)) }
      for sign in [1.0, -1.0] {
        let x = Reflection(n)((0..<n).map { $0 == i ? sign * eigenvalue(i).squareRoot() : 0 })
        let kind = i == 0 ? StationaryPoint.Kind.globalMinimum : .saddle(index: i)
        points.append(StationaryPoint(kind, at: x, value: others / 4, how))
      }
    }
    return points
  }

  public var window: PlotWindow? {
    let side = 1.5 * top.squareRoot()
    return n == 2 ? PlotWindow(x: -side...side, y: -side...side) : nil
  }

  public func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    let r = Reflection(n).multiple(x)
    // Σᵢ (zᵢ² − λᵢ)² plus the products of different coordinates, twice: no term is subtracted.
    var (total, squares, products) = (N.zero, N.zero, N.zero)
    for i in 0..<x.count {
      let z = x[i] - N(Double(i + 1)) * r
      let (square, lambda) = (z * z, N(eigenvalue(i)))
      squares += (square - lambda) * (square - lambda)
      products += square * total
      total += square
    }
    return (squares + 2 * products) / 4
  }

  public func gradient<T: KernelScalar>(_ x: Point<T>, into g: UnsafeMutablePointer<T>) {
    let r = Reflection(n).multiple(x)
    var norm = T.zero
    for i in 0..<x.count {
      let z = x[i] - T(i + 1) * r
      norm += z * z
      g[i] = T(eigenvalue(i)) * z
    }
    let back = Reflection(n).multiple(Point(UnsafePointer(g), count: x.count))
    for i in 0..<x.count { g[i] = norm * x[i] - (g[i] - T(i + 1) * back) }
  }
}
