import Descent

/// x²/2 − λy²/2 + λy⁴/4, summed over independent copies: a saddle at 0 between minima at y = ±1.
package struct ConfinedSaddle: AnalyticProblem {
  @Hyperparameter("curvature λ of the way down", above: 0) package var curvature = 2.0
  @Hyperparameter("copies, each of its own (x, y)", in: 1...) package var copies = 1

  package init() {}

  package init(copies: Int) {
    self.init()
    self.copies = copies
  }

  package static let card = Card(
    name: "confined-saddle", summary: "saddle between two minima",
    formula: "f(x, y) = x²/2 − λy²/2 + λy⁴/4", source: "elementary")

  package var layout: Layout { .vector(2 * copies) }
  package func start(seed: UInt64) -> [Double] { [Double](repeating: 0, count: 2 * copies) }

  package func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    var sum = N.zero
    let lambda = N(curvature)
    for i in 0..<copies {
      let (a, b) = (x[2 * i] * x[2 * i], x[2 * i + 1] * x[2 * i + 1])
      sum += a / 2 - lambda * b / 2 + lambda * b * b / 4
    }
    return sum
  }

  package func gradient<T: KernelScalar>(_ x: Point<T>, into g: UnsafeMutablePointer<T>) {
    let lambda = T(curvature)
    for i in 0..<copies {
      let y = x[2 * i + 1]
      g[2 * i] = x[2 * i]
      g[2 * i + 1] = lambda * (y * y * y - y)
    }
  }
}
