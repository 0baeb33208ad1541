import Descent
import DescentAlgebra

/// ½ xᵀAx − bᵀx + c for a symmetric matrix A.
package struct DenseQuadratic: AnalyticProblem {
  @Prepared private var data: (matrix: Matrix, b: [Double], constant: Double)? = nil

  package init() {}
  package init(_ matrix: Matrix, _ b: [Double]? = nil, constant: Double = 0) {
    data = (matrix, b ?? [Double](repeating: 0, count: matrix.rows), constant)
  }

  /// ½ ‖Ax − b‖².
  package static func leastSquares(_ a: Matrix, _ b: [Double]) -> DenseQuadratic {
    DenseQuadratic(a.transposed * a, a.transposed * b, constant: b.dot(b) / 2)
  }

  package static let card = Card(
    name: "dense", summary: "quadratic", formula: "f(x) = ½ xᵀAx − bᵀx + c", source: "elementary")

  package var layout: Layout { .vector(data?.b.count ?? 0) }
  package func start(seed: UInt64) -> [Double] { [Double](repeating: 0, count: layout.count) }

  package func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    guard let data else { return .zero }
    var sum = N(data.constant)
    for i in 0..<x.count {
      var product = N.zero
      for j in 0..<x.count { product += N(data.matrix[i, j]) * x[j] }
      sum += x[i] * (product / 2 - N(data.b[i]))
    }
    return sum
  }

  package func gradient<T: KernelScalar>(_ x: Point<T>, into g: UnsafeMutablePointer<T>) {
    guard let data else { return }
    for i in 0..<x.count {
      var product = T(-data.b[i])
      for j in 0..<x.count { product += T(data.matrix[i, j]) * x[j] }
      g[i] = product
    }
  }
}
