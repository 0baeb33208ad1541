import Descent
import Testing

@Suite("The Euclidean norm") struct EuclideanNormTests {
  private func norm<T: KernelScalar>(_ x: [T]) -> Double { euclideanNorm(x, x.count) }
  private func distance<T: KernelScalar>(_ x: [T], _ y: [T]) -> Double {
    euclideanDistance(x, y, x.count)
  }

  static let scales = [1, 1e-160, 1e-200, 1e-300, 1e160, 1e200, 1e300]

  @Test("is exact where the squares are, at every length about the eight lanes") func lanes() {
    for count in [1, 2, 7, 8, 9, 15, 16, 17, 31, 33] {
      // 1 + 3 + 5 + … + (2n − 1) = n²
      let x = (0..<count).map { Double(2 * $0 + 1).squareRoot() }
      #expect(abs(norm(x) - Double(count)) <= 4 * Double(count).ulp)
      #expect(norm([Double](repeating: 2, count: count * count)) == Double(2 * count))
    }
  }

  @Test("neither overflows nor underflows in the squares", arguments: scales)
  func ranges(scale: Double) {
    #expect(abs(norm([3 * scale, -4 * scale]) / (5 * scale) - 1) < 4e-16)
    #expect(abs(distance([4 * scale, 0], [scale, 4 * scale]) / (5 * scale) - 1) < 4e-16)
    var many = [Double](repeating: 0, count: 100)
    many[98] = scale
    #expect(norm(many) == scale)
  }

  @Test("scales with powers of two, bit for bit, across the range of plain sums")
  func exactScaling() {
    let random = CounterRandom(seed: 5)
    let x = (0..<37).map { random.normal($0) }
    let plain = norm(x)
    for exponent in stride(from: -900, through: 1000, by: 50) {
      let scale = Double(sign: .plus, exponent: exponent, significand: 1)
      #expect(norm(x.map { $0 * scale }) == plain * scale)
    }
  }

  @Test("measures subnormal numbers") func subnormal() {
    let tiny = Double.leastNonzeroMagnitude
    #expect(norm([tiny]) == tiny && norm([3 * tiny, 4 * tiny]) == 5 * tiny)
    #expect(norm([Float.leastNonzeroMagnitude]) == Double(Float.leastNonzeroMagnitude))
    #expect(distance([tiny], [0.0]) == tiny)
  }

  @Test("measures the largest numbers") func largest() {
    let large = Double.greatestFiniteMagnitude
    #expect(norm([large]) == large && norm([large / 2, 0, -large / 2]).isFinite)
    #expect(norm([large, large]) == .infinity)
    #expect(norm([Float.greatestFiniteMagnitude, 0]) == Double(Float.greatestFiniteMagnitude))
    let wide = Double(Float.greatestFiniteMagnitude) * 2
    #expect(norm([Float](repeating: .greatestFiniteMagnitude, count: 4)) == wide)
  }

  @Test("shows NaN and infinity, NaN first") func special() {
    for place in [0, 3, 7, 8, 9] {
      var x = [Double](repeating: 1, count: 10)
      x[place] = .nan
      #expect(norm(x).isNaN)
      x[place] = -.infinity
      #expect(norm(x) == .infinity)
      x[(place + 1) % 10] = .nan
      #expect(norm(x).isNaN)
      #expect(norm(x.map(Float.init)).isNaN)
    }
    #expect(distance([1, .nan], [1, 2]).isNaN && distance([1, .infinity], [1, 2]) == .infinity)
  }

  @Test("is zero of nothing and of zeros") func zero() {
    #expect(
      norm([Double]()) == 0 && norm([0.0, -0.0]) == 0 && norm([Float](repeating: 0, count: 9)) == 0)
    #expect(distance([Double](), []) == 0 && distance([1e300, 2], [1e300, 2]) == 0)
  }

  @Test("accumulates single precision in double") func doubleSums() {
    // In Float the ones after 2^24 would be lost.
    let x = [Float(0x1p12)] + [Float](repeating: 1, count: 1 << 10)
    #expect(norm(x) == Double((1 << 24) + (1 << 10)).squareRoot())
  }
}
