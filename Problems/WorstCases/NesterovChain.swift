import Descent
import DescentAlgebra

/// NEST(n): ½ xᵀAx − bᵀx with A = ¼ tridiag(−1, 2, −1) and b = ¼ e₁; L = 1.
///
/// Nesterov's worst function: from 0, a method that combines gradients reaches one more coordinate
/// per step.
package struct NesterovChain: AnalyticProblem {
  @Prepared private var size: Int? = nil

  package init() {}
  package init(_ n: Int) { size = n }

  package static let card = Card(
    name: "chain", summary: "Nesterov's worst function", formula: "f(x) = ½ xᵀAx − bᵀx",
    source: "Nesterov 2004, §2.1.2")

  /// The largest curvature is below this for every n and approaches it as n grows.
  package static let l = 1.0

  private var n: Int { size ?? 1 }
  package var dimensionCount: Int { n }
  package var layout: Layout { .vector(n) }
  package func start(seed: UInt64) -> [Double] { [Double](repeating: 0, count: n) }

  /// x*_i = 1 − i/(n + 1).
  package var minimizer: [Double] { (1...n).map { 1 - Double($0) / Double(n + 1) } }
  /// −(1/8)(1 − 1/(n + 1)).
  package var minimum: Double { -(1 - 1 / Double(n + 1)) / 8 }
  /// ‖x*‖², because the start is 0.
  package var squaredRadius: Double { minimizer.dot(minimizer) }

  /// A, for Newton's method.
  package var matrix: Matrix {
    var a = Matrix.diagonal([Double](repeating: 0.5, count: n))
    for i in 0..<(n - 1) { (a[i, i + 1], a[i + 1, i]) = (-0.25, -0.25) }
    return a
  }

  package func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    // xᵀAx = ¼ (x₁² + Σ (xᵢ − xᵢ₊₁)² + x_n²)
    var sum = x[0] * x[0] + x[n - 1] * x[n - 1]
    for i in 1..<max(n, 1) where n > 1 {
      let difference = x[i - 1] - x[i]
      sum += difference * difference
    }
    return sum / 8 - x[0] / 4
  }

  package func gradient<T: KernelScalar>(_ x: Point<T>, into g: UnsafeMutablePointer<T>) {
    for i in 0..<n {
      let before: T = i > 0 ? x[i - 1] : 1
      let after: T = i < n - 1 ? x[i + 1] : 0
      g[i] = (2 * x[i] - before - after) / 4
    }
  }
}
