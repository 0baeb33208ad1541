import Descent

/// ½ xᵀAx − bᵀx + c for a symmetric matrix A.
struct DenseQuadratic: AnalyticProblem {
  @Prepared private var data: (matrix: Matrix, b: [Double], constant: Double)? = nil

  init() {}
  init(_ matrix: Matrix, _ b: [Double]? = nil, constant: Double = 0) {
    data = (matrix, b ?? [Double](repeating: 0, count: matrix.rows), constant)
  }

  /// ½ ‖Ax − b‖².
  static func leastSquares(_ a: Matrix, _ b: [Double]) -> DenseQuadratic {
    DenseQuadratic(a.transposed * a, a.transposed * b, constant: b.dot(b) / 2)
  }

  static let card = Card(
    name: "dense", summary: "quadratic", formula: "f(x) = ½ xᵀAx − bᵀx + c", source: "elementary")

  var layout: Layout { .vector(data?.b.count ?? 0) }
  func start(seed: UInt64) -> [Double] { [Double](repeating: 0, count: layout.count) }

  func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    guard let data else { return .zero }
    var sum = N(data.constant)
    for i in 0..<x.count {
      var product = N.zero
      for j in 0..<x.count { product += N(data.matrix[i, j]) * x[j] }
      sum += x[i] * (product / 2 - N(data.b[i]))
    }
    return sum
  }

  func gradient<T: KernelScalar>(_ x: Point<T>, into g: UnsafeMutablePointer<T>) {
    guard let data else { return }
    for i in 0..<x.count {
      var product = T(-data.b[i])
      for j in 0..<x.count { product += T(data.matrix[i, j]) * x[j] }
      g[i] = product
    }
  }
}
