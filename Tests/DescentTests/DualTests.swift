import Descent
import Testing

@Suite("A dual number") struct DualTests {
  static var a: Dual<Double> { Dual(value: 3, tangents: [1, 0, 2, -1]) }
  static var b: Dual<Double> { Dual(value: -2, tangents: [0, 1, 5, 4]) }

  private func expect(
    _ dual: Dual<Double>, _ value: Double, _ tangents: [Double],
    _ location: SourceLocation = #_sourceLocation
  ) {
    #expect(dual.value == value, sourceLocation: location)
    #expect((0..<4).map { dual.tangents[$0] } == tangents, sourceLocation: location)
  }

  @Test("adds, subtracts and negates lane by lane") func linear() {
    expect(Self.a + Self.b, 1, [1, 1, 7, 3])
    expect(Self.a - Self.b, 5, [1, -1, -3, -5])
    expect(-Self.a, -3, [-1, 0, -2, 1])
  }

  @Test("follows the product rule") func product() {
    // a′b + ab′
    expect(Self.a * Self.b, -6, [-2, 3, 11, 14])
  }

  @Test("follows the quotient rule") func quotient() {
    // (a′b − ab′)/b², dyadic because b = −2.
    expect(Self.a / Self.b, -1.5, [-0.5, -0.75, -4.75, -2.5])
  }

  @Test("changes in place as it does out of place") func inPlace() {
    var x = Self.a
    x += Self.b
    x -= Self.a
    expect(x, -2, [0, 1, 5, 4])
    x *= Self.a
    expect(x, -6, [-2, 3, 11, 14])
    x /= Self.a
    #expect(x.value == -2)
    for lane in 0..<4 { #expect(abs(x.tangents[lane] - Self.b.tangents[lane]) < 1e-15) }
  }

  @Test("takes constants without derivatives") func constants() {
    expect(2.5, 2.5, [0, 0, 0, 0])
    expect(7, 7, [0, 0, 0, 0])
    expect(Dual(0.1), 0.1, [0, 0, 0, 0])
    expect(.zero, 0, [0, 0, 0, 0])
  }

  @Test("compares by value alone") func comparison() {
    #expect(Self.a > Self.b && Self.b < Self.a && !(Self.a < Self.a))
    #expect(Self.a == Dual(3) && Self.a != Self.b)
    #expect(max(Self.a, Self.b).tangents[2] == 2)
  }

  @Test("has the magnitude's slope on either side") func magnitude() {
    expect(Self.a.magnitude, 3, [1, 0, 2, -1])
    expect(Self.b.magnitude, 2, [0, -1, -5, -4])
  }

  @Test("is exact only of whole numbers that a Double holds") func exactly() {
    #expect(Dual<Double>(exactly: 1 << 53)?.value == 0x1p53)
    #expect(Dual<Double>(exactly: (1 << 53) + 1) == nil)
  }

  @Test("keeps derivatives of large and small numbers in range") func extremes() {
    let large = Dual<Double>(value: 1e200, tangents: [1, 0, 0, 0])
    expect(large / large, 1, [0, 0, 0, 0])
    #expect((1 / large).tangents[0] == 0)
    #expect((large * 1e100).tangents[0] == 1e100)
  }
}
