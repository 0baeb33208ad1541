/// A 128-bit digest of bytes: two multiplicative hashes of eight bytes at a time, fast enough to
/// tell versions of a file apart, but not resistant to deliberate collisions.
package struct Digest {
  private var a: UInt64 = 0xcbf2_9ce4_8422_2325
  private var b: UInt64 = 0x6c62_272e_07bb_0142

  package init() {}

  /// Adds bytes, followed by their count, so that different splits of the same bytes give
  /// different digests.
  package mutating func add(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { bytes in
      var place = 0
      while place + 8 <= bytes.count {
        mix(bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
        place += 8
      }
      var last: UInt64 = 0
      while place < bytes.count {
        last = last << 8 | UInt64(bytes[place])
        place += 1
      }
      mix(last)
      mix(UInt64(bytes.count))
    }
  }

  package mutating func add(_ text: String) { add(Array(text.utf8)) }

  private mutating func mix(_ word: UInt64) {
    a = (a ^ word) &* 0x9e37_79b9_7f4a_7c15
    a ^= a >> 32
    b = (b ^ word) &* 0xc2b2_ae3d_27d4_eb4f
    b ^= b >> 29
  }

  /// 32 hexadecimal digits.
  package var text: String {
    [a, b].map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}
