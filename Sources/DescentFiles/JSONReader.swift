/// Reads JSON strictly (RFC 8259), and rejects an object with a duplicate key, because parsers
/// differ in which of the values they use.
struct JSONReader {
  private let bytes: ArraySlice<UInt8>
  private var place: Int
  /// The deepest nesting allowed, so that a malicious text cannot exhaust the stack.
  private static let deepest = 64

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    place = bytes.startIndex
  }

  mutating func end() throws(JSON.Failure) {
    skipSpace()
    guard peek == nil else { throw failure("something follows the value") }
  }

  mutating func value(depth: Int) throws(JSON.Failure) -> JSON {
    guard depth < Self.deepest else { throw failure("nested too deeply") }
    skipSpace()
    switch peek {
    case UInt8(ascii: "{"): return .object(try members(depth: depth))
    case UInt8(ascii: "["): return .array(try elements(depth: depth))
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case .some: return try number()
    case nil: throw failure("it ends too early")
    }
  }

  private mutating func members(depth: Int) throws(JSON.Failure) -> [JSON.Member] {
    var members: [JSON.Member] = []
    var keys: Set<[UInt8]> = []
    try expect("{")
    skipSpace()
    if accept("}") { return members }
    repeat {
      skipSpace()
      let start = place
      let key = try string()
      // Compared as bytes, because Swift considers different encodings of an accented letter
      // equal.
      guard keys.insert(Array(key.utf8)).inserted else {
        throw JSON.Failure(offset: start - bytes.startIndex, reason: "'\(key)' is there twice")
      }
      skipSpace()
      try expect(":")
      members.append(JSON.Member(key: key, value: try value(depth: depth + 1)))
      skipSpace()
    } while accept(",")
    try expect("}")
    return members
  }

  private mutating func elements(depth: Int) throws(JSON.Failure) -> [JSON] {
    var elements: [JSON] = []
    try expect("[")
    skipSpace()
    if accept("]") { return elements }
    repeat {
      elements.append(try value(depth: depth + 1))
      skipSpace()
    } while accept(",")
    try expect("]")
    return elements
  }

  private mutating func string() throws(JSON.Failure) -> String {
    let start = place
    try expect("\"")
    var text: [UInt8] = []
    while let byte = peek, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw failure("a control character in a string") }
      place += 1
      if byte == UInt8(ascii: "\\") { try escape(into: &text) } else { text.append(byte) }
    }
    try expect("\"")
    guard let string = String(validating: text, as: UTF8.self) else {
      throw JSON.Failure(offset: start - bytes.startIndex, reason: "a string is not UTF-8")
    }
    return string
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSON.Failure) {
    let letter = peek
    place += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter ?? 0)
    case UInt8(ascii: "b"): text.append(0x8)
    case UInt8(ascii: "f"): text.append(0xC)
    case UInt8(ascii: "n"): text.append(0xA)
    case UInt8(ascii: "r"): text.append(0xD)
    case UInt8(ascii: "t"): text.append(0x9)
    case UInt8(ascii: "u"):
      var code = try hexadecimal()
      if code >> 10 == 0x36 {
        // The first half of a pair of surrogates.
        guard accept("\\"), accept("u"), case let low = try hexadecimal(), low >> 10 == 0x37 else {
          throw failure("half a pair of surrogates")
        }
        code = 0x10000 + (code & 0x3FF) << 10 + low & 0x3FF
      }
      guard let scalar = Unicode.Scalar(code) else { throw failure("half a pair of surrogates") }
      text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    default:
      place -= 1
      throw failure("an unknown escape in a string")
    }
  }

  private mutating func hexadecimal() throws(JSON.Failure) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80
      else { throw failure("four hexadecimal digits are expected") }
      code = code << 4 | UInt32(digit)
      place += 1
    }
    return code
  }

  private mutating func number() throws(JSON.Failure) -> JSON {
    let start = place
    _ = accept("-")
    let whole = try digits()
    guard whole.count == 1 || whole.first != UInt8(ascii: "0") else {
      throw failure("a number with a leading zero")
    }
    var isWhole = true
    if accept(".") {
      isWhole = false
      _ = try digits()
    }
    if accept("e") || accept("E") {
      isWhole = false
      if !accept("-") { _ = accept("+") }
      _ = try digits()
    }
    let text = String(decoding: bytes[start..<place], as: UTF8.self)
    return isWhole ? Int(text).map(JSON.integer) ?? .number(text) : .number(text)
  }

  private mutating func digits() throws(JSON.Failure) -> ArraySlice<UInt8> {
    let start = place
    while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { place += 1 }
    guard place > start else { throw failure("a value is expected") }
    return bytes[start..<place]
  }

  private mutating func word(_ word: String, _ value: JSON) throws(JSON.Failure) -> JSON {
    guard bytes[place...].starts(with: word.utf8) else { throw failure("a value is expected") }
    place += word.utf8.count
    return value
  }

  private var peek: UInt8? { place < bytes.endIndex ? bytes[place] : nil }

  private mutating func skipSpace() {
    while let byte = peek, [0x20, 0x9, 0xA, 0xD].contains(byte) { place += 1 }
  }

  private mutating func accept(_ symbol: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: symbol) else { return false }
    place += 1
    return true
  }

  private mutating func expect(_ symbol: Unicode.Scalar) throws(JSON.Failure) {
    guard accept(symbol) else {
      throw failure(peek == nil ? "it ends too early" : "'\(symbol)' is expected")
    }
  }

  private func failure(_ reason: String) -> JSON.Failure {
    JSON.Failure(offset: place - bytes.startIndex, reason: reason)
  }
}
