import Descent

/// The six-hump camel function, which has six minima in pairs, written as a plain formula. Its
/// gradient and Hessian come from dual numbers.
struct Camel: FormulaProblem {
  static let card = Card(
    name: "camel", summary: "six minima in pairs, two of them deepest",
    formula: "f(x, y) = (4 − 2.1 x² + x⁴/3) x² + x y + (4 y² − 4) y²",
    source: "Dixon and Szegő, Towards Global Optimisation 2, 1978")

  var layout: Layout { .vector(2) }
  func start(seed: UInt64) -> [Double] { [-1.5, 0.5] }

  func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    let (a, b) = (x[0] * x[0], x[1] * x[1])
    let first = (4 - 2.1 * a + a * a / 3) * a
    return first + x[0] * x[1] + (4 * b - 4) * b
  }
}

let plugin = Plugin(Camel.self)
