import Descent

/// The elementary functions, with their derivatives in closed form and the interval for tests.
enum Elementary: String, CaseIterable, Sendable {
  case exp, expMinusOne, cosh, sinh, tanh, cos, sin, tan, log, logOnePlus, acosh, asinh, atanh
  case acos, asin, atan, sqrt, cubeRoot, fifthPower, inverseSquare, power, selfPower, reciprocal
  case magnitude

  func callAsFunction<N: FormulaNumber>(_ x: N) -> N {
    switch self {
    case .exp: .exp(x)
    case .expMinusOne: .expMinusOne(x)
    case .cosh: .cosh(x)
    case .sinh: .sinh(x)
    case .tanh: .tanh(x)
    case .cos: .cos(x)
    case .sin: .sin(x)
    case .tan: .tan(x)
    case .log: .log(x)
    case .logOnePlus: .log(onePlus: x)
    case .acosh: .acosh(x)
    case .asinh: .asinh(x)
    case .atanh: .atanh(x)
    case .acos: .acos(x)
    case .asin: .asin(x)
    case .atan: .atan(x)
    case .sqrt: .sqrt(x)
    case .cubeRoot: .root(x, 3)
    case .fifthPower: .pow(x, 5)
    case .inverseSquare: .pow(x, -2)
    case .power: .pow(x, 2.5)
    case .selfPower: .pow(x, x)
    case .reciprocal: 1 / x
    case .magnitude: x < 0 ? -x : x
    }
  }

  /// An interval away from poles, kinks and the ends of the domain.
  var domain: ClosedRange<Double> {
    switch self {
    case .log, .sqrt, .power, .selfPower, .reciprocal: 0.3...4
    case .acosh: 1.2...5
    case .atanh, .acos, .asin: -0.9...0.9
    case .logOnePlus: -0.7...4
    case .tan: -1.2...1.2
    case .cubeRoot, .inverseSquare: -4 ... -0.3
    default: -3...3
    }
  }

  func derivatives(_ x: Double) -> (first: Double, second: Double) {
    switch self {
    case .exp, .expMinusOne: return (.exp(x), .exp(x))
    case .cosh: return (.sinh(x), .cosh(x))
    case .sinh: return (.cosh(x), .sinh(x))
    case .tanh:
      let slope = 1 / (.cosh(x) * .cosh(x))
      return (slope, -2 * .tanh(x) * slope)
    case .cos: return (-.sin(x), -.cos(x))
    case .sin: return (.cos(x), -.sin(x))
    case .tan:
      let slope = 1 / (.cos(x) * .cos(x))
      return (slope, 2 * .tan(x) * slope)
    case .log: return (1 / x, -1 / (x * x))
    case .logOnePlus: return (1 / (1 + x), -1 / ((1 + x) * (1 + x)))
    case .acosh: return algebraic(x * x - 1, -x)
    case .asinh: return algebraic(x * x + 1, -x)
    case .atanh: return (1 / (1 - x * x), 2 * x / ((1 - x * x) * (1 - x * x)))
    case .acos:
      let (first, second) = algebraic(1 - x * x, x)
      return (-first, -second)
    case .asin: return algebraic(1 - x * x, x)
    case .atan: return (1 / (1 + x * x), -2 * x / ((1 + x * x) * (1 + x * x)))
    case .sqrt: return (0.5 * .pow(x, -0.5), -0.25 * .pow(x, -1.5))
    case .cubeRoot: return (.root(x, 3) / (3 * x), -2 * .root(x, 3) / (9 * x * x))
    case .fifthPower: return (5 * .pow(x, 4), 20 * .pow(x, 3))
    case .inverseSquare: return (-2 * .pow(x, -3), 6 * .pow(x, -4))
    case .power: return (2.5 * .pow(x, 1.5), 3.75 * .pow(x, 0.5))
    case .selfPower:
      let (value, rate) = (Double.pow(x, x), 1 + Double.log(x))
      return (value * rate, value * (rate * rate + 1 / x))
    case .reciprocal: return (-1 / (x * x), 2 / (x * x * x))
    case .magnitude: return (x < 0 ? -1 : 1, 0)
    }
  }

  /// The derivatives `r^(−1/2)` and `s r^(−3/2)`.
  private func algebraic(_ r: Double, _ s: Double) -> (Double, Double) {
    (.pow(r, -0.5), s * .pow(r, -1.5))
  }
}
