import Descent

/// ½ Σ λᵢ xᵢ² with given curvatures, which may be zero or negative.
package struct DiagonalQuadratic: AnalyticProblem {
  @Prepared package var curvatures: [Double]? = []

  package init() {}
  package init(_ curvatures: [Double]) { self.curvatures = curvatures }

  package static let card = Card(
    name: "diagonal", summary: "diagonal quadratic", formula: "f(x) = ½ Σ λᵢ xᵢ²",
    source: "elementary")

  private var lambda: [Double] { curvatures ?? [] }
  package var layout: Layout { .vector(lambda.count) }
  package func start(seed: UInt64) -> [Double] { lambda.map { _ in 1 } }

  package func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    var sum = N.zero
    for (i, curvature) in lambda.enumerated() { sum += N(curvature) * x[i] * x[i] }
    return sum / 2
  }

  package func gradient<T: KernelScalar>(_ x: Point<T>, into g: UnsafeMutablePointer<T>) {
    for (i, curvature) in lambda.enumerated() { g[i] = T(curvature) * x[i] }
  }
}
