import Descent
import Testing

@Suite("A digest") struct DigestTests {
  private func digest(_ pieces: [UInt8]...) -> String {
    var digest = Digest()
    for piece in pieces { digest.add(piece) }
    return digest.text
  }

  @Test("Every byte counts, and so do the length and where a piece ends") func differences() {
    let bytes = (0..<100).map { UInt8($0) }
    var seen: Set<String> = [digest(bytes)]
    for index in bytes.indices {
      var other = bytes
      other[index] ^= 1
      #expect(seen.insert(digest(other)).inserted)
    }
    #expect(seen.insert(digest(bytes + [0])).inserted)
    #expect(seen.insert(digest(Array(bytes[..<50]), Array(bytes[50...]))).inserted)
    #expect(seen.allSatisfy { $0.count == 32 })
    #expect(digest(bytes) == digest(bytes))
  }
}
