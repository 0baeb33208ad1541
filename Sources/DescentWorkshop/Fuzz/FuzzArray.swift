import DescentLaws

/// An array of numbers, and its bytes in one of the variants of NumPy's format.
struct FuzzArray {
  let shape: [Int]
  /// The elements in row-major order.
  let numbers: [Double]
  let bytes: [UInt8]

  static let types = ["f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1"]

  /// - Parameter labels: if not nil, the elements are the labels 0 and 1 in turn instead of features.
  init(rows: Int, labels: Int? = nil, _ dice: inout Draw) {
    let type = dice.element(of: Self.types)
    shape =
      labels != nil
      ? (dice.isTrue(probability: 0.3) ? [rows, 1] : [rows])
      : [rows] + (0...dice.index(below: 2)).map { _ in 1 + dice.index(below: 4) }
    let count = shape.reduce(1, *)
    numbers = (0..<count).map { i in
      if labels != nil { return Double(i % 2) }
      switch type {
      case "b1": return Double(dice.index(below: 2))
      case "f2": return Double(dice.index(below: 2000) - 1000) / 64
      case "f4": return Double(Float(dice.normal()))
      case "f8": return dice.normal()
      case let unsigned where unsigned.hasPrefix("u"): return Double(dice.index(below: 200))
      default: return Double(dice.index(below: 200) - 100)
      }
    }
    let isBig = dice.isTrue(probability: 0.4)
    let isFortran = dice.isTrue(probability: 0.4)
    let isByte = type.hasSuffix("1")
    let order = isByte ? "|" : isBig ? ">" : "<"
    let extents =
      shape.count == 1
      ? "(\(shape[0]),)" : "(" + shape.map { "\($0)" }.joined(separator: ", ") + ")"
    var header =
      "{'descr': '\(order)\(type)', 'fortran_order': \(isFortran ? "True" : "False"), "
      + "'shape': \(extents), }"
    let version = UInt8(1 + dice.index(below: 3))
    let prefix = version == 1 ? 10 : 12
    while (prefix + header.utf8.count + 1) % 64 != 0 { header += " " }
    header += "\n"
    let length = header.utf8.count
    var bytes: [UInt8] = [0x93] + Array("NUMPY".utf8) + [version, 0]
    bytes += (0..<(version == 1 ? 2 : 4)).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
    bytes += Array(header.utf8)
    for place in isFortran ? Self.fortranOrder(shape) : Array(0..<count) {
      let word = Self.bits(numbers[place], type)
      bytes += isBig ? word.reversed() : word
    }
    self.bytes = bytes
  }

  /// The row-major indices of the elements in the order of a Fortran-ordered file.
  private static func fortranOrder(_ shape: [Int]) -> [Int] {
    let count = shape.reduce(1, *)
    return (0..<count).map { number in
      var (left, place) = (number, 0)
      var stride = count
      for extent in shape {
        stride /= extent
        place += left % extent * stride
        left /= extent
      }
      return place
    }
  }

  /// Half precision of a number that is 0 or has at most eleven significant bits and a size near 1.
  private static func half(_ single: UInt32) -> UInt64 {
    guard single << 1 != 0 else { return 0 }
    let exponent = (single >> 23 & 255) - 112
    return UInt64(single >> 16 & 0x8000 | exponent << 10 | single >> 13 & 1023)
  }

  /// The little-endian bytes of a number.
  private static func bits(_ number: Double, _ type: String) -> [UInt8] {
    let word: UInt64 =
      switch type {
      case "f2": half(Float(number).bitPattern)
      case "f4": UInt64(Float(number).bitPattern)
      case "f8": number.bitPattern
      default: UInt64(bitPattern: Int64(number))
      }
    let size = type == "b1" ? 1 : Int(type.dropFirst())!
    return (0..<size).map { UInt8(truncatingIfNeeded: word >> UInt64(8 * $0)) }
  }
}
