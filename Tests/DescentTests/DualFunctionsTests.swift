import Descent
import Testing

@Suite("A function of dual numbers") struct DualFunctionsTests {
  static func points(_ function: Elementary, count: UInt64) -> [Double] {
    let (random, domain) = (CounterRandom(seed: 11), function.domain)
    return (0..<count).map {
      domain.lowerBound + random.uniform($0) * (domain.upperBound - domain.lowerBound)
    }
  }

  /// Value, first and second derivative through nested dual numbers.
  static func differentiate(
    _ function: Elementary, _ x: Double
  ) -> (value: Double, first: Double, alsoFirst: Double, second: Double) {
    var point = Dual(value: Dual(value: x))
    point.tangents[2] = 1
    point.value.tangents[1] = 1
    let result = function(point)
    return (
      result.value.value, result.tangents[2].value, result.value.tangents[1],
      result.tangents[2].tangents[1]
    )
  }

  /// Whether a function's dual derivatives are another's closed forms.
  static func agrees(_ function: Elementary, with closed: Elementary) -> Bool {
    points(function, count: 40).allSatisfy { x in
      let (value, first, alsoFirst, second) = differentiate(function, x)
      let expected = closed.derivatives(x)
      // A few roundings each, and the cancellation in 1 − t² within the domain.
      let tolerance = 1e-12
      return value == closed(x) && first == alsoFirst
        && abs(first - expected.first) <= tolerance * max(1, abs(expected.first))
        && abs(second - expected.second) <= tolerance * max(1, abs(expected.second))
    }
  }

  @Test("has the first and second derivative of its closed form", arguments: Elementary.allCases)
  func closedForms(function: Elementary) {
    #expect(Self.agrees(function, with: function))
  }

  @Test("would notice another function's derivatives") func mutants() {
    #expect(!Self.agrees(.sin, with: .cos))
    // These have the same first derivative, but different values.
    #expect(!Self.agrees(.exp, with: .expMinusOne))
  }

  @Test("agrees with central differences", arguments: Elementary.allCases)
  func differences(function: Elementary) {
    let h = 1e-5
    for x in Self.points(function, count: 20) {
      let (_, first, _, second) = Self.differentiate(function, x)
      let slope = (function(x + h) - function(x - h)) / (2 * h)
      let ahead = Self.differentiate(function, x + h).first
      let curvature = (ahead - Self.differentiate(function, x - h).first) / (2 * h)
      // h² times a third derivative, and a rounding over h.
      #expect(abs(slope - first) <= 1e-7 * (1 + abs(first) + abs(second)))
      #expect(abs(curvature - second) <= 1e-6 * (1 + abs(second)))
    }
  }

  @Test("keeps its derivatives accurate up to the ends of the domain") func ends() {
    // Near ±1 the closed form 1/√((1 − x)(1 + x)) has no cancellation, 1 − x² has.
    for distance in [1e-3, 1e-6, 1e-9, 1e-12] {
      let x = 1 - distance
      let root = ((1 - x) * (1 + x)).squareRoot()
      #expect(abs(Self.differentiate(.asin, x).first * root - 1) < 1e-14)
      #expect(abs(Self.differentiate(.acos, x).first * root + 1) < 1e-14)
      #expect(abs(Self.differentiate(.atanh, x).first * root * root - 1) < 1e-14)
      let beyond = 1 + distance
      let other = ((beyond - 1) * (beyond + 1)).squareRoot()
      #expect(abs(Self.differentiate(.acosh, beyond).first * other - 1) < 1e-14)
    }
  }

  @Test("differentiates whole powers at zero and below") func wholePowers() {
    for (n, x, first, second) in [
      (0, 0.0, 0.0, 0.0), (1, 0, 1, 0), (2, 0, 0, 2), (3, 0, 0, 0), (4, 0, 0, 0),
      (1, -2, 1, 0), (2, -2, -4, 2), (3, -2, 12, -12), (-1, -2, -0.25, -0.25), (0, -2, 0, 0),
    ] {
      var point = Dual(value: Dual(value: x))
      point.tangents[0] = 1
      point.value.tangents[0] = 1
      let power = Dual<Dual<Double>>.pow(point, n)
      #expect(power.value.value == (n == 0 ? 1 : Double.pow(x, n)))
      #expect(power.tangents[0].value == first && power.tangents[0].tangents[0] == second)
    }
  }

  @Test("differentiates a power by its exponent too") func exponents() {
    let base = Dual<Double>(value: 2, tangents: [1, 0, 0, 0])
    let exponent = Dual<Double>(value: 3, tangents: [0, 1, 0, 0])
    let power = Dual.pow(base, exponent)
    #expect(power.value == 8 && power.tangents[0] == 12)
    #expect(abs(power.tangents[1] - 8 * Double.log(2)) < 1e-14)
  }
}
