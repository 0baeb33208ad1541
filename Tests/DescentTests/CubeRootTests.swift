import Descent
import Testing

@Suite("The cube root of rules") struct CubeRootTests {
  /// The error in units of the last place of the right root.
  private func error(_ x: Float) -> Double {
    let right = Double.root(Double(x), 3)
    return abs(Double(cubeRoot(x)) - right) / Double(Float(right).ulp)
  }

  /// The same in double precision, from what the cube of the root leaves, in double-double.
  private func error(_ x: Double) -> Double {
    let root = cubeRoot(x)
    // r³ exactly enough: r² = a + b and a r = c + d, with what rounding drops.
    let a = root * root
    let b = (-a).addingProduct(root, root)
    let c = a * root
    let d = (-c).addingProduct(a, root)
    return abs((x - c) - d - b * root) / (3 * a) / root.ulp
  }

  @Test("is right to 0.54 ulp for every mantissa in single precision")
  func everyMantissa() {
    var worst = 0.0
    for bits in Float(1).bitPattern..<Float(8).bitPattern {
      worst = max(worst, error(Float(bitPattern: bits)))
    }
    #expect(worst > 0.5 && worst <= 0.54)
  }

  @Test("is right to 0.54 ulp at both ends of the range in single precision", arguments: [0, 1, 2])
  func ends(number: Int) {
    // Subnormal numbers; the place from which on numbers are not scaled; the largest.
    let starts = [1, Float(0x1p-101).bitPattern, Float(0x1p126).bitPattern]
    let ends = [Float.leastNormalMagnitude, 0x1p-98, .infinity].map(\.bitPattern)
    var worst = 0.0
    for bits in stride(from: starts[number], to: ends[number], by: 7) {
      worst = max(worst, error(Float(bitPattern: bits)))
    }
    #expect(worst <= 0.54)
  }

  @Test("is right to 0.501 ulp in double precision, and scales exactly")
  func double() {
    let random = CounterRandom(seed: 11)
    var (worst, unequal) = (0.0, 0)
    for i in 0..<1_000_000 {
      let x = random.uniform(UInt64(i)) * 7 + 1
      worst = max(worst, error(x))
      if cubeRoot(-8 * x) != -2 * cubeRoot(x) { unequal += 1 }
    }
    #expect(worst > 0.49 && worst <= 0.501 && unequal == 0)
    for exponent in stride(from: -1_074, through: 1_023, by: 3) {
      // From the smallest subnormal number to the largest power of 8, each exact.
      let power = Double.exp2(Double((exponent + 1_074) / 3 - 358))
      #expect(cubeRoot(power * power * power) == power)
    }
  }

  @Test("keeps zeros, infinities and NaN, and has the roots of cubes")
  func special() {
    #expect(cubeRoot(0.0).sign == .plus && cubeRoot(-0.0).sign == .minus && cubeRoot(-0.0) == 0)
    #expect(cubeRoot(Float(0)).sign == .plus && cubeRoot(-Float(0)).sign == .minus)
    #expect(cubeRoot(Double.infinity) == .infinity && cubeRoot(-Float.infinity) == -.infinity)
    #expect(cubeRoot(Double.nan).isNaN && cubeRoot(Float.nan).isNaN)
    for k in 1...256 {
      #expect(cubeRoot(Double(k * k * k)) == Double(k))
      #expect(cubeRoot(-Float(k * k * k)) == -Float(k))
    }
  }

  @Test("is the same number in a loop of vectors and alone")
  func loop() {
    let x = (0..<1_003).map { Float($0) * 0.37 - 100 }
    var roots = x
    for i in roots.indices { roots[i] = cubeRoot(roots[i]) }
    for (a, b) in zip(x, roots) { #expect(alone(a) == b) }
  }

  @inline(never)
  private func alone(_ x: Float) -> Float { cubeRoot(x) }
}
