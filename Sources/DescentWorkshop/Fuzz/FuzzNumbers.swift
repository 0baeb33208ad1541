import DescentLaws

/// Numbers that users type, intentionally or by mistake.
enum FuzzNumbers {
  static let usual = [
    "0", "1", "2", "3", "5", "7", "10", "0.5", "0.1", "0.01", "1e-3", "0.9", "true", "false",
  ]

  static let odd = [
    "-1", "-0", "+1", "-0.5", "nan", "NaN", "-nan", "nan(0x1)", "inf", "-inf", "Infinity", "0x10",
    "0x1p-3", "0x1p1024", "0b11", "1e308", "1e309", "-1e309", "1e-320", "5e-324", "1e-400",
    "1e999999999",
    "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809",
    "18446744073709551615", "18446744073709551616", "99999999999999999999999999",
    "4611686018427387904",
    "4611686018427387905", "2305843009213693952", "3037000500", "1e18", "1e19", "1e300",
    "\u{FF11}\u{FF12}", "\u{0663}", "½", "²", "1_000", "1e", "e1", ".5",
    "5.", ".", "", " ", " 1", "1 ", "1\n", "1\u{0}2", "--", "None", "TRUE", "yes", "1,5", "1.2.3",
    "∞", "−1",
    "0.1+0.2", "1e+5", "1e-5", "1d5", "'1'", "\"1\"", "(", ")", "()", "(())", "(1)", "=", ":", ",",
  ]

  /// Integers that are too large for any size.
  static let huge = [
    "100000000000000", "1000000000000000000", "9223372036854775807", "4611686018427387904",
    "3037000500000", "9223372036854775800",
  ]

  static func any(_ dice: inout Draw) -> String {
    switch dice.index(below: 10) {
    case 0..<4: return dice.element(of: usual)
    case 4..<8: return dice.element(of: odd)
    case 8: return dice.element(of: huge)
    default:
      let number = Double(bitPattern: dice.bits())
      return "\(number)"
    }
  }

  /// A size that is either small or too large for the memory of any machine, because sizes in between would
  /// legitimately take long.
  static func size(_ dice: inout Draw) -> String {
    switch dice.index(below: 10) {
    case 0..<6: return String(1 + dice.index(below: 12))
    case 6: return dice.element(of: huge)
    default:
      let text = dice.element(of: odd)
      // Replace medium numbers, which would take long as sizes.
      guard let number = Double(text), number > 1e3, number < 1e13 else { return text }
      return dice.element(of: huge)
    }
  }
}
