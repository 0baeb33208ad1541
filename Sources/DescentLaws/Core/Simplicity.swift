import Descent

/// The order of simplicity of numbers, and the simpler numbers to try in place of a number:
/// 0 < 1 < −1 < small whole numbers < powers of two < numbers of few bits < the rest.
enum Simplicity {
  static func rank(_ x: Double) -> Int {
    if x == 0 { return x.sign == .minus ? 1 : 0 }
    if x == 1 { return 2 }
    if x == -1 { return 3 }
    guard x.isFinite else { return 1_000_000 }
    let negative = x < 0 ? 1 : 0
    if x == x.rounded(), abs(x) <= 16 { return 2 + 2 * Int(abs(x)) + negative }
    let bits = x.significandWidth
    return 100 + 10_000 * bits + 2 * abs(Int(x.exponent)) + negative
  }

  /// Simpler numbers, the simplest first.
  static func candidates(_ x: Double) -> [Double] {
    guard x != 0 || x.sign == .minus else { return [] }
    var numbers: [Double] = [0, 1, -1]
    if x.isFinite {
      if abs(x) < 1e6 { numbers += [x.rounded(.towardZero)] }
      let power = Double(sign: x.sign, exponent: x.exponent, significand: 1)
      numbers += [power, abs(x)]
      for bits in [1, 2, 4, 8, 16] {
        numbers.append(truncated(x, bits: bits))
      }
      // Towards 1, one power of two at a time.
      if x.exponent != 0 { numbers.append(x.exponent > 0 ? x / 2 : x * 2) }
    }
    let limit = rank(x)
    var seen: Set<UInt64> = []
    return numbers.filter { rank($0) < limit && seen.insert($0.bitPattern).inserted }
  }

  /// The number with its mantissa truncated to the leading bits.
  private static func truncated(_ x: Double, bits: Int) -> Double {
    Double(bitPattern: x.bitPattern & ~((1 << UInt64(52 - bits)) - 1))
  }
}
