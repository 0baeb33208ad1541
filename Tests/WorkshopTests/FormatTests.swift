import DescentFuzz
import Testing

@Suite("Files of examples are read back as they were written") struct FormatTests {
  @Test("in every form, with and without damage", arguments: [1, 2, 3] as [UInt64])
  func formats(seed: UInt64) throws {
    let formats = try FuzzFormats()
    defer { formats.remove() }
    for number in 0..<1500 {
      let fault = try formats.fault(seed: seed, number: number)
      #expect(fault == nil)
      if fault != nil { break }
    }
  }
}
