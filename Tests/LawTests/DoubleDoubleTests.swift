import Descent
import DescentLaws
import Testing

@Suite("A sum of two doubles") struct DoubleDoubleTests {
  static let samples: [(DoubleDouble, DoubleDouble)] = {
    var draw = Draw(CounterRandom(seed: 3))
    func number() -> DoubleDouble {
      let high = draw.logUniform(-20...20)
      return DoubleDouble(high) + DoubleDouble(draw.normal() * abs(high) * 0x1p-60)
    }
    return (0..<200).map { _ in (number(), number()) }
  }()

  /// |a − b| relative to |b|.
  func difference(_ a: DoubleDouble, _ b: DoubleDouble) -> Double {
    abs((a - b).high) / abs(b.high)
  }

  @Test("keeps the bits that a double drops") func smallParts() {
    let sum = DoubleDouble(1) + DoubleDouble(0x1p-100)
    #expect(sum - DoubleDouble(1) == DoubleDouble(0x1p-100))
    let third = DoubleDouble(1) / DoubleDouble(3)
    #expect(abs((third * DoubleDouble(3) - DoubleDouble(1)).high) < 0x1p-103)
    // (1 + 2⁻⁵⁰)² has a last bit 100 places down.
    let square = DoubleDouble(1 + 0x1p-50) * DoubleDouble(1 + 0x1p-50)
    #expect(square - DoubleDouble(1 + 0x1p-49) == DoubleDouble(0x1p-100))
  }

  @Test("knows the root of 2 to 32 digits") func root() {
    let root = DoubleDouble(2).squareRoot()
    // √2 = 1.41421356237309504880168872420969807857: the double nearest to it, and the rest.
    #expect(root.high == 1.4142135623730951)
    #expect(abs(root.low - -9.667293313452913e-17) < 1e-31)
  }

  @Test("operations undo each other, to a few units of 2⁻¹⁰⁴", arguments: samples.indices)
  func inverses(number: Int) {
    let (a, b) = Self.samples[number]
    #expect(difference(a * b / b, a) < 0x1p-101)
    #expect(difference(a.squareRootOfSize * a.squareRootOfSize, a.magnitude) < 0x1p-101)
    #expect(a + b - b == a || difference(a + b - b, a) * abs(a.high) < 0x1p-100 * abs((a + b).high))
    #expect(difference(a.power(5), a * a * a * a * a) < 0x1p-100)
    #expect((a < b) == ((b - a).high > 0))
  }

  @Test("zeros, infinities and negative roots are those of doubles") func edges() {
    #expect((DoubleDouble(1) / DoubleDouble(0)).high == .infinity)
    #expect(DoubleDouble(0).squareRoot() == DoubleDouble(0))
    #expect(DoubleDouble(-1).squareRoot().high.isNaN)
    #expect((DoubleDouble(1e308) * DoubleDouble(1e308)).high == .infinity)
    #expect(DoubleDouble(0.5).power(0) == DoubleDouble(1))
  }
}

extension DoubleDouble {
  fileprivate var squareRootOfSize: DoubleDouble { magnitude.squareRoot() }
}

@Suite("An error ball") struct BallTests {
  @Test("contains the results of its operations") func contains() {
    let (a, b) = (Ball(DoubleDouble(2), radius: 0.25), Ball(DoubleDouble(-3), radius: 0.5))
    for x in [1.75, 2, 2.25] {
      for y in [-3.5, -3, -2.5] {
        #expect((a + b).contains(x + y))
        #expect((a - b).contains(x - y))
        #expect((a * b).contains(x * y))
        #expect((a / b).contains(x / y))
      }
      #expect(a.squareRoot().contains(x.squareRoot()))
    }
    #expect(!(a + b).contains(-0.2) && !(a * b).contains(-8) && !(a / b).contains(-0.95))
    #expect(!a.squareRoot().contains(1.6))
  }

  @Test("is unbounded after a division by a ball around 0") func zeros() {
    let zero = Ball(DoubleDouble(0), radius: 1e-30)
    #expect((Ball(1) / zero).contains(-5))
    #expect(zero.squareRoot().contains(1e-15) && !zero.squareRoot().contains(2e-15))
    #expect(!Ball(1).contains(.nan))
  }

  @Test("an explicit sum of any length equals the closed form") func sums() {
    var sum = DecayingSum<DoubleRounding>(decay: 0.75)
    var plain = 0.0
    for i in 1...100 {
      sum.append(RoundedBall(Double(i)))
      plain = 0.75 * plain + Double(i)
      #expect(abs(sum.value.ball.middle.high - plain) < 1e-12)
    }
    // Σ 0.75ᵗ⁻ⁱ i = 4 t − 12 (1 − 0.75ᵗ).
    let exact = DoubleDouble(388) + DoubleDouble(12) * DoubleDouble(0.75).power(100)
    #expect(abs((sum.value.ball.middle - exact).high) < 1e-28)
  }
}
