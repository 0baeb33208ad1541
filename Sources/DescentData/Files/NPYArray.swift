import Descent
import DescentFiles

/// An array in NumPy's file format, versions 1 to 3.
/// - Source: NumPy, `numpy.lib.format`, "Format version 1.0" to "3.0".
struct NPYArray {
  /// The supported number types, by NumPy's codes.
  private enum Kind: String {
    case bool = "b1"
    case int8 = "i1"
    case int16 = "i2"
    case int32 = "i4"
    case int64 = "i8"
    case uint8 = "u1"
    case uint16 = "u2"
    case uint32 = "u4"
    case uint64 = "u8"
    case float16 = "f2"
    case float32 = "f4"
    case float64 = "f8"

    var size: Int {
      switch self {
      case .bool, .int8, .uint8: 1
      case .int16, .uint16, .float16: 2
      case .int32, .uint32, .float32: 4
      case .int64, .uint64, .float64: 8
      }
    }
  }

  let path: String
  let shape: [Int]
  private let type: Kind
  /// For arrays of texts, the length of each element in characters, which have four bytes or
  /// one.
  private let text: (length: Int, isWide: Bool)?
  private let isBig: Bool
  private let isFortran: Bool
  private let bytes: [UInt8]
  private let start: Int

  var count: Int { shape.reduce(1, *) }

  /// The type, in words.
  var words: String { "NumPy " + type.rawValue }

  /// - Throws: ``DataError`` for a malformed header, an unsupported type, an empty array, or a length
  ///   that does not match the header.
  init(_ file: DataFile) throws(DataError) {
    path = file.path
    bytes = file.bytes
    func broken(_ reason: String) -> DataError { .brokenNPY(path: file.path, reason: reason) }
    guard bytes.count >= 12 else { throw broken("cut short in its header") }
    let version = bytes[6]
    guard (1...3).contains(version), bytes[7] == 0 else {
      throw broken("version \(version).\(bytes[7]) of the format, expected 1.0 to 3.0")
    }
    let wide = version > 1
    let headerLength =
      (wide ? 8..<12 : 8..<10).reversed().reduce(0) { $0 << 8 | Int(file.bytes[$1]) }
    start = (wide ? 12 : 10) + headerLength
    guard start <= bytes.count else { throw broken("cut short in its header") }
    guard
      let text = String(validating: bytes[(wide ? 12 : 10)..<start], as: UTF8.self),
      let header = NPYHeader(text)
    else { throw broken("its header is not as NumPy writes it") }
    let (order, name) = (header.type.first, String(header.type.dropFirst()))
    let length = Int(name.dropFirst()) ?? 0
    let isText = (name.hasPrefix("U") || name.hasPrefix("S")) && (1...10_000).contains(length)
    self.text = isText ? (length, name.hasPrefix("U")) : nil
    guard let order, "<>|=".contains(order), let kind = isText ? .uint8 : Kind(rawValue: name),
      order != "|" || kind.size == 1
    else {
      throw broken(
        "numbers of type '\(header.type)', expected one of bool, int8 to int64, uint8 to uint64, "
          + "float16, float32 and float64")
    }
    type = kind
    isBig = order == ">"
    isFortran = header.isFortran
    shape = header.shape
    let elementSize = isText ? length * (name.hasPrefix("U") ? 4 : 1) : kind.size
    var size = elementSize
    for extent in shape {
      let (product, overflow) = size.multipliedReportingOverflow(by: extent)
      size = overflow ? .max / 2 : min(product, .max / 2)
    }
    if size == 0 { throw .empty(path: path) }
    guard bytes.count - start == size else {
      throw .wrongLength(path: path, bytes: bytes.count, expected: start + min(size, .max / 2))
    }
    do throws(ConfigurationError) {
      try MachineMemory.check(path, bytes: 8 * Double(size / elementSize))
    } catch { throw .unreadable(path: path, reason: "\(error)") }
  }

  /// The offsets of the elements in the file, in row-major order.
  private var places: [Int] {
    guard isFortran, shape.count > 1 else { return Array(0..<count) }
    var places = [0]
    var stride = 1
    // In the file, the first index varies fastest; the offsets are built from the last one.
    var strides: [Int] = []
    for extent in shape {
      strides.append(stride)
      stride *= extent
    }
    for (extent, stride) in zip(shape, strides) {
      places = places.flatMap { place in (0..<extent).map { place + $0 * stride } }
    }
    return places
  }

  private func bits(_ place: Int) -> UInt64 {
    let first = start + place * type.size
    var bits: UInt64 = 0
    for i in 0..<type.size {
      bits = bits << 8 | UInt64(bytes[isBig ? first + i : first + type.size - 1 - i])
    }
    return bits
  }

  private func number(_ place: Int) -> Double {
    let bits = bits(place)
    return switch type {
    case .bool, .uint8, .uint16, .uint32, .uint64: Double(bits)
    case .int8: Double(Int8(truncatingIfNeeded: bits))
    case .int16: Double(Int16(truncatingIfNeeded: bits))
    case .int32: Double(Int32(truncatingIfNeeded: bits))
    case .int64: Double(Int64(bitPattern: bits))
    case .float16: Double(halfPrecision(UInt16(bits)))
    case .float32: Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
    case .float64: Double(bitPattern: bits)
    }
  }

  /// The elements in row-major order.
  /// - Throws: ``DataError`` for one that is not finite.
  func finiteNumbers() throws(DataError) -> [Double] {
    guard text == nil else {
      throw .brokenNPY(path: path, reason: "it holds texts, expected numbers")
    }
    var numbers: [Double] = []
    numbers.reserveCapacity(count)
    for place in places {
      let number = number(place)
      guard number.isFinite else {
        throw .brokenNPY(
          path: path, reason: "element \(numbers.count + 1) is \(number), expected a finite number")
      }
      numbers.append(number)
    }
    return numbers
  }

  /// The elements as labels.
  /// - Throws: ``DataError`` for a shape other than a list's, and for elements that are neither
  ///   integers nor texts.
  func labels() throws(DataError) -> LoadedLabels {
    guard shape.count == 1 || (shape.count == 2 && shape[1] == 1) else {
      throw .wrongShape(path: path, shape: shape, expected: "a list of labels")
    }
    if let text { return .texts(try texts(text.length, isWide: text.isWide)) }
    var labels: [Int] = []
    for place in places {
      let exact: Int? =
        switch type {
        case .uint64: Int(exactly: bits(place))
        case .int64: Int(Int64(bitPattern: bits(place)))
        default: Int(exactly: number(place))
        }
      guard let exact else {
        throw .brokenNPY(
          path: path,
          reason: "label \(labels.count + 1) is \(number(place)), expected a whole number")
      }
      labels.append(exact)
    }
    return .numbers(labels)
  }

  /// The elements as texts, without the padding zeros.
  private func texts(_ length: Int, isWide: Bool) throws(DataError) -> [String] {
    var texts: [String] = []
    let width = isWide ? 4 : 1
    for place in places {
      var scalars = String.UnicodeScalarView()
      for i in 0..<length {
        let first = start + (place * length + i) * width
        let code = (0..<width).reduce(UInt32(0)) { code, j in
          code << 8 | UInt32(bytes[isBig ? first + j : first + width - 1 - j])
        }
        guard let scalar = Unicode.Scalar(code), isWide || code < 128 else {
          throw .brokenNPY(path: path, reason: "label \(texts.count + 1) is no text")
        }
        scalars.append(scalar)
      }
      while scalars.last?.value == 0 { scalars.removeLast() }
      texts.append(String(scalars))
    }
    return texts
  }
}
