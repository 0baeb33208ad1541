import Descent

/// ½ Σ λᵢ xᵢ² with given curvatures, zero and negative ones too.
struct DiagonalQuadratic: AnalyticProblem {
  @Prepared var curvatures: [Double]? = []

  init() {}
  init(_ curvatures: [Double]) { self.curvatures = curvatures }

  static let card = Card(
    name: "diagonal", summary: "diagonal quadratic", formula: "f(x) = ½ Σ λᵢ xᵢ²",
    source: "elementary")

  private var lambda: [Double] { curvatures ?? [] }
  var layout: Layout { .vector(lambda.count) }
  func start(seed: UInt64) -> [Double] { lambda.map { _ in 1 } }

  func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    var sum = N.zero
    for (i, curvature) in lambda.enumerated() { sum += N(curvature) * x[i] * x[i] }
    return sum / 2
  }

  func gradient<T: KernelScalar>(_ x: Point<T>, into g: UnsafeMutablePointer<T>) {
    for (i, curvature) in lambda.enumerated() { g[i] = T(curvature) * x[i] }
  }
}
