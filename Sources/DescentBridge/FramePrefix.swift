/// The first 32 bytes of a frame, little-endian: magic, version, kind, sequence, instance, the header's
/// length, zero, the body's length.
package struct FramePrefix: Sendable, Hashable {
  package static let size = 32
  package static let magic: UInt32 = 0x544E_5344
  package static let version: UInt16 = 1
  /// The longest header and the longest body, in bytes.
  package static let longestHeader = 1 << 24
  package static let longestBody = 1 << 33

  package var kind: FrameKind
  package var sequence: UInt32
  package var instance: UInt32
  package var headerLength: Int
  package var bodyLength: Int

  package init(
    _ kind: FrameKind, sequence: UInt32, instance: UInt32 = 0, headerLength: Int = 0,
    bodyLength: Int = 0
  ) {
    self.kind = kind
    self.sequence = sequence
    self.instance = instance
    self.headerLength = headerLength
    self.bodyLength = bodyLength
  }

  /// Reads the prefix of an answer.
  /// - Throws: ``FrameFault`` if the bytes are not a frame of this protocol.
  package init(_ bytes: UnsafeRawBufferPointer) throws(FrameFault) {
    func number<T: FixedWidthInteger>(_ offset: Int, _: T.Type) -> T {
      T(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: T.self))
    }
    guard number(0, UInt32.self) == Self.magic else {
      throw FrameFault("it begins with \(Self.shown(bytes.prefix(16)))")
    }
    let version = number(4, UInt16.self)
    guard version == Self.version else {
      throw FrameFault("its protocol is \(version), this program's is \(Self.version)")
    }
    let kind = number(6, UInt16.self)
    guard let kind = FrameKind(rawValue: kind) else { throw FrameFault("its kind is \(kind)") }
    let (header, body) = (number(16, UInt32.self), number(24, UInt64.self))
    guard header <= Self.longestHeader, header % 8 == 0 else {
      throw FrameFault("its header has \(header) bytes")
    }
    guard body <= Self.longestBody else { throw FrameFault("its body has \(body) bytes") }
    guard number(20, UInt32.self) == 0 else { throw FrameFault("its bytes 20 to 23 are not 0") }
    self.init(
      kind, sequence: number(8, UInt32.self), instance: number(12, UInt32.self),
      headerLength: Int(header), bodyLength: Int(body))
  }

  /// Writes the prefix over 32 bytes.
  package func write(to bytes: UnsafeMutableRawPointer) {
    func put<T: FixedWidthInteger>(_ number: T, _ offset: Int) {
      bytes.storeBytes(of: number.littleEndian, toByteOffset: offset, as: T.self)
    }
    put(Self.magic, 0)
    put(Self.version, 4)
    put(kind.rawValue, 6)
    put(sequence, 8)
    put(instance, 12)
    put(UInt32(headerLength), 16)
    put(UInt32(0), 20)
    put(UInt64(bodyLength), 24)
  }

  /// The bytes in readable form: as text if they are printable, otherwise as hexadecimal digits.
  private static func shown(_ bytes: Slice<UnsafeRawBufferPointer>) -> String {
    let isText = bytes.allSatisfy { (0x20..<0x7F).contains($0) || $0 == 0xA || $0 == 0xD }
    if isText {
      let text = String(decoding: bytes, as: UTF8.self)
      return "'" + text.split(whereSeparator: \.isNewline).joined(separator: " ") + "'"
    }
    return bytes.prefix(8).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined(separator: " ")
  }
}

/// The reason why bytes are not a valid frame.
package struct FrameFault: Error, Sendable, Hashable {
  package let reason: String
  package init(_ reason: String) { self.reason = reason }
}
