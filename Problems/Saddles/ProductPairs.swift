import Descent

/// Σ (xᵢ yᵢ − 1)²/2 over independent pairs: the scalar factorization, whose minima xy = 1 have the
/// curvature x² + y². The coordinates are x₁, y₁, x₂, y₂, …
package struct ProductPairs: AnalyticProblem {
  @Hyperparameter("number of pairs", in: 1...) package var pairs = 1

  package init() {}
  package init(_ pairs: Int) { self.pairs = pairs }

  package static let card = Card(
    name: "product_pairs", summary: "scalar factorisation, many at once",
    formula: "f(x, y) = Σ (xᵢ yᵢ − 1)²/2", source: "elementary")

  package var layout: Layout { .vector(2 * pairs) }
  package func start(seed: UInt64) -> [Double] { [Double](repeating: 1, count: layout.count) }

  package func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    var sum = N.zero
    for i in 0..<(x.count / 2) {
      let residual = x[2 * i] * x[2 * i + 1] - N(1)
      sum += residual * residual
    }
    return sum / 2
  }

  package func gradient<T: KernelScalar>(_ x: Point<T>, into g: UnsafeMutablePointer<T>) {
    for i in 0..<(x.count / 2) {
      let residual = x[2 * i] * x[2 * i + 1] - 1
      g[2 * i] = residual * x[2 * i + 1]
      g[2 * i + 1] = residual * x[2 * i]
    }
  }
}
