#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A field of a table, parsed as a number.
enum DecimalNumber: Equatable {
  case number(Double)
  /// A word such as `nan` or `inf`, or a number that overflows.
  case notFinite
  /// A nonzero number that underflows to 0.
  case vanishes
  /// Any other text.
  case text

  /// Reads an optional sign, decimal digits with at most one point among them, and an optional exponent.
  /// - Parameter bytes: ends with a 0 after the range, where `strtod` stops.
  init(_ bytes: [UInt8], _ range: Range<Int>) {
    var place = range.lowerBound
    let end = range.upperBound
    var (digits, isZero, mantissa) = (0, true, 0)
    var decimals = 0
    let isNegative = place < end && bytes[place] == UInt8(ascii: "-")
    if place < end, isNegative || bytes[place] == UInt8(ascii: "+") { place += 1 }
    var hasPoint = false
    while place < end {
      let byte = bytes[place]
      if byte &- 48 < 10 {
        if byte != 48 { isZero = false }
        if digits < 15 { mantissa = 10 * mantissa + Int(byte &- 48) }
        digits += 1
        if hasPoint { decimals += 1 }
      } else if byte == UInt8(ascii: "."), !hasPoint {
        hasPoint = true
      } else {
        break
      }
      place += 1
    }
    guard digits > 0 else {
      self = Self.isNonFiniteWord(bytes[range]) ? .notFinite : .text
      return
    }
    if place == end {
      // Integers of up to 15 digits and powers of ten up to 10²² are exact, so their quotient
      // is rounded only once.
      if digits <= 15 {
        let value = Double(mantissa) / Self.powers[decimals]
        self = .number(isNegative ? -value : value)
        return
      }
    } else {
      guard bytes[place] | 0x20 == UInt8(ascii: "e") else {
        self = .text
        return
      }
      place += 1
      if place < end, bytes[place] == UInt8(ascii: "-") || bytes[place] == UInt8(ascii: "+") {
        place += 1
      }
      guard place < end, bytes[place..<end].allSatisfy({ $0 &- 48 < 10 }) else {
        self = .text
        return
      }
    }
    let value = bytes.withUnsafeBytes {
      strtod($0.baseAddress!.assumingMemoryBound(to: CChar.self) + range.lowerBound, nil)
    }
    if !value.isFinite {
      self = .notFinite
    } else if value == 0, !isZero {
      self = .vanishes
    } else {
      self = .number(value)
    }
  }

  private static let powers = (0...15).map { n in (0..<n).reduce(1.0) { x, _ in 10 * x } }

  /// The words that `strtod` accepts.
  private static func isNonFiniteWord(_ bytes: ArraySlice<UInt8>) -> Bool {
    var word = bytes
    if let sign = word.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      word.removeFirst()
    }
    guard (3...8).contains(word.count) else { return false }
    let text = String(decoding: word, as: UTF8.self).lowercased()
    return text == "nan" || text == "inf" || text == "infinity"
  }

  /// Whether a field is a number with a decimal comma.
  static func hasDecimalComma(_ field: some Collection<UInt8>) -> Bool {
    let parts = field.split(
      separator: UInt8(ascii: ","), maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[1].isEmpty, parts[1].allSatisfy({ $0 &- 48 < 10 }) else {
      return false
    }
    let sign = parts[0].first == UInt8(ascii: "-") || parts[0].first == UInt8(ascii: "+") ? 1 : 0
    return parts[0].count > sign && parts[0].dropFirst(sign).allSatisfy { $0 &- 48 < 10 }
  }
}
