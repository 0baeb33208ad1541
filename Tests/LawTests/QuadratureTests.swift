import DescentLaws
import RealModule
import Testing

@Suite("The quadrature") struct QuadratureTests {
  @Test("A smooth function takes one interval") func smooth() {
    var calls = 0
    let found = Quadrature.integral(over: 0...1, tolerance: 1e-12) {
      calls += 1
      return Double.exp($0)
    }
    #expect(abs(found.value - (Double.exp(1) - 1)) < 1e-12 && calls <= 35)
  }

  @Test("Halving closes in on a jump, and the error says how far", arguments: [0.3, 0.71, 1])
  func jump(place: Double) {
    let found = Quadrature.integral(over: 0...1, tolerance: 1e-12) { $0 < place ? 1 : 3 }
    let expected = place + 3 * (1 - place)
    #expect(abs(found.value - expected) <= found.error + 1e-14 && found.error <= 1e-12)
    let cut = Quadrature.integral(over: 0...1, tolerance: 0, halvings: 5) { $0 < place ? 1 : 3 }
    #expect(abs(cut.value - expected) <= 2 * cut.error + 1e-14)
  }
}
