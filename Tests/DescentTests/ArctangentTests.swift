import Descent
import Testing

@Suite("The arctangent of rules") struct ArctangentTests {
  @Test("is right to 1.7 ulp in single precision")
  func single() {
    let random = CounterRandom(seed: 12)
    var worst = 0.0
    for i in 0..<2_000_000 {
      let x = Float(random.uniform(UInt64(2 * i)))
      let spread = i % 2 == 0 ? 1 : Float.exp2(Float(i % 60) - 30)
      let y = Float(random.uniform(UInt64(2 * i + 1))) * spread
      let right = Double.atan2(y: Double(y), x: Double(x))
      worst = max(
        worst, abs(Double(arctangent(y, over: x)) - right) / Double(Float(right).ulp))
    }
    #expect(worst > 0.5 && worst <= 1.7)
  }

  @Test("is right to 2 ulp of the C library's in double precision")
  func double() {
    let random = CounterRandom(seed: 13)
    var worst = 0.0
    for i in 0..<1_000_000 {
      let x = random.uniform(UInt64(2 * i))
      let y = random.uniform(UInt64(2 * i + 1)) * (i % 2 == 0 ? 1 : .exp2(Double(i % 60) - 30))
      let right = Double.atan2(y: y, x: x)
      worst = max(worst, abs(arctangent(y, over: x) - right) / right.ulp)
    }
    #expect(worst > 0 && worst <= 2)
  }

  @Test("follows IEEE 754 at zeros, infinities and NaN, whatever the sign below")
  func special() {
    let numbers = [0, 1, 3, 1e-40, 0x1p-1030, 1e300, .greatestFiniteMagnitude, .infinity, .nan]
    for y in numbers + numbers.map(-) {
      for x in numbers {
        let right = Double.atan2(y: y, x: x)
        for angle in [arctangent(y, over: x), arctangent(y, over: -x)] {
          #expect(
            right.isNaN
              ? angle.isNaN : abs(angle - right) <= 2 * right.ulp && angle.sign == right.sign)
        }
        let (a, b) = (Float(y), Float(x))
        let (single, near) = (arctangent(a, over: b), Float.atan2(y: a, x: b))
        #expect(
          near.isNaN
            ? single.isNaN : abs(single - near) <= 2 * near.ulp && single.sign == near.sign)
      }
    }
  }

  @Test("is half a right angle, rounded to nearest, for equal numbers")
  func diagonal() {
    for x in [1, 0.3, 7e12, 0x1p-1063, .infinity] {
      #expect(arctangent(x, over: x) == 0.7853981633974483)
      #expect(arctangent(-x, over: x) == -0.7853981633974483)
    }
    for x in [1, 0.3, 7e12, 0x1p-146, .infinity] as [Float] {
      #expect(arctangent(x, over: x) == 0.7853982)
    }
  }

  @Test("is the same number in a loop of vectors and alone")
  func loop() {
    let y = (0..<1_003).map { Float($0) * 0.37 - 100 }
    var angles = y
    for i in angles.indices { angles[i] = arctangent(angles[i], over: 60) }
    for (a, b) in zip(y, angles) { #expect(alone(a, 60) == b) }
  }

  @inline(never)
  private func alone(_ y: Float, _ x: Float) -> Float { arctangent(y, over: x) }
}
