import Descent
import Testing

/// Value, gradient and curvature at the edges of functions' domains.
@Suite("A dual number at the edges") struct DualEdgeTests {
  typealias Number = Dual<Dual<Double>>

  /// A function's value, first and second derivative at a point, and its derivative by a variable that
  /// it does not depend on.
  static func derivatives(
    at x: Double, _ function: (Number) -> Number
  ) -> (value: Double, first: Double, second: Double, other: Double) {
    var point = Number(x)
    point.tangents[0] = 1
    point.value.tangents[0] = 1
    let result = function(point)
    return (
      result.value.value, result.tangents[0].value, result.tangents[0].tangents[0],
      result.tangents[1].value
    )
  }

  struct Edge: Sendable, CustomStringConvertible {
    let description: String
    let x: Double
    let expected: [Double]
    let function: @Sendable (Number) -> Number

    init(
      _ description: String, _ x: Double, _ expected: [Double],
      _ function: @escaping @Sendable (Number) -> Number
    ) {
      (self.description, self.x, self.expected) = (description, x, expected)
      self.function = function
    }
  }

  static func power<N: FormulaNumber>(_ x: N, _ y: Double) -> N { N.pow(x, N(y)) }

  static let edges = [
    Edge("x²", 0, [0, 0, 2]) { power($0, 2) }, Edge("x³", 0, [0, 0, 0]) { power($0, 3) },
    Edge("x¹", 0, [0, 1, 0]) { power($0, 1) }, Edge("x⁰", 0, [1, 0, 0]) { power($0, 0) },
    Edge("x³ below 0", -2, [-8, 12, -12]) { power($0, 3) },
    Edge("1/x² below 0", -2, [0.25, 0.25, 0.375]) { power($0, -2) },
    Edge("x^2.5", 0, [0, 0, 0]) { power($0, 2.5) },
    Edge("x^1.5", 0, [0, 0, .infinity]) { power($0, 1.5) },
    Edge("√x", 0, [0, .infinity, -.infinity]) { Number.sqrt($0) },
    Edge("2√x", 0, [0, .infinity, -.infinity]) { 2 * Number.sqrt($0) },
    Edge("√x as a root", 0, [0, .infinity, -.infinity]) { Number.root($0, 2) },
    Edge("ln x", 0, [-.infinity, .infinity, -.infinity]) { Number.log($0) },
    Edge("ln x below 0", -1, [.nan, .nan, .nan]) { Number.log($0) },
    Edge("artanh beyond 1", 2, [.nan, .nan, .nan]) { Number.atanh($0) },
    Edge("arcosh", 1, [0, .infinity, -.infinity]) { Number.acosh($0) },
    Edge("√x²", 0, [0, 0, .infinity]) { Number.sqrt($0 * $0) },
    Edge("|x|²", 0, [0, 0, 2]) { abs($0) * abs($0) },
    Edge("a small divisor", 1, [1e200, 1e200, 0]) { $0 / Number(1e-200) },
    Edge("a large divisor", 1, [1e-200, -1e-200, 2e-200]) { 1 / (Number(1e200) * $0) },
    Edge("arsinh of 1e200", 1e200, [Double.asinh(1e200), 1e-200, 0]) { Number.asinh($0) },
    Edge("tanh of 20", 20, [1, 4 * Double.exp(-40), -8 * Double.exp(-40)]) { Number.tanh($0) },
  ]

  @Test("has the right derivatives at the edge, or the limits from inside", arguments: edges)
  func edge(_ edge: Edge) {
    let found = Self.derivatives(at: edge.x, edge.function)
    for (a, b) in zip([found.value, found.first, found.second], edge.expected) {
      let isSame = a == b || a.isNaN && b.isNaN || abs(a - b) <= 1e-13 * abs(b)
      #expect(isSame, "\(a), not \(b)")
    }
    #expect(found.other == 0 || found.value.isNaN)
  }

  @Test("differentiates a power of a constant 0 by its exponent") func exponent() {
    let base = Dual<Double>(value: 0, tangents: [1, 0, 0, 0])
    let exponent = Dual<Double>(value: 2, tangents: [0, 1, 0, 0])
    let power = DualEdgeTests.pow(base, exponent)
    #expect(power.value == 0 && power.tangents[0] == 0 && power.tangents[1] == 0)
  }

  static func pow<N: FormulaNumber>(_ x: N, _ y: N) -> N { N.pow(x, y) }

  @Test("has whole powers of any base in the plain types, too") func plain() {
    #expect(Self.pow(-3.0, 2) == 9 && Self.pow(0.0, 0) == 1 && Self.pow(Float(-2), 3) == -8)
    #expect(Self.pow(-8.0, 1.5).isNaN && Self.pow(0.0, -1) == .infinity)
  }

  @Test("divides by small numbers in single precision") func single() {
    let quotient = Dual<Float>(value: 2, tangents: [1, 0, 0, 0]) / Dual<Float>(1e-20)
    #expect(quotient.tangents[0] == 1e20 && quotient.tangents[1] == 0)
  }
}
