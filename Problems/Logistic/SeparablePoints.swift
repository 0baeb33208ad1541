import Descent
import RealModule

/// mean log(1 + e^{−y w·x}) without a penalty, over three points that a line through 0 separates.
///
/// The points multiplied by their labels are (2, 1), (2, 3) and again (2, 1). The first and the last
/// are the support vectors, and the direction of the largest margin is (2, 1).
package struct SeparablePoints: AnalyticProblem {
  package init() {}

  package static let card = Card(
    name: "separable-points", summary: "logistic regression on three separable points",
    formula: "f(w) = (1/3) Σ log(1 + exp(−yᵢ w·xᵢ))", source: "data of this project")

  /// Each point multiplied by its label.
  package static let rows: [(Double, Double)] = [(2, 1), (2, 3), (2, 1)]
  /// The direction of the largest margin.
  package static let direction = [2.0, 1]

  package var layout: Layout { .vector(2) }
  package func start(seed: UInt64) -> [Double] { [-1, 2] }

  package func formula<N: FormulaNumber>(_ w: Point<N>) -> N {
    var sum = N.zero
    for row in Self.rows {
      let margin = N(row.0) * w[0] + N(row.1) * w[1]
      sum += N.log(N(1) + N.exp(-margin))
    }
    return sum / 3
  }

  package func gradient<T: KernelScalar>(_ w: Point<T>, into g: UnsafeMutablePointer<T>) {
    (g[0], g[1]) = (0, 0)
    for row in Self.rows {
      let margin = T(row.0) * w[0] + T(row.1) * w[1]
      let weight = 1 / (1 + T.exp(margin)) / 3
      g[0] -= weight * T(row.0)
      g[1] -= weight * T(row.1)
    }
  }
}
