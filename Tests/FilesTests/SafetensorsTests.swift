import DescentFiles
import Foundation
import Testing

@Suite("A safetensors file") struct SafetensorsTests {
  /// The contents of the file that `make_safetensors_reference.py` writes.
  static let golden = Safetensors(
    tensors: [
      "weight": StoredTensor(
        [
          0x8000_0000_0000_0000, 1, 0x7FF8_DEAD_BEEF_0001, 0x7FF0_0000_0000_0000,
          0x3FB9_9999_9999_999A, 0xC000_0000_0000_0000,
        ].map { (bits: UInt64) in Double(bitPattern: bits) }, shape: [2, 3]),
      "bias": StoredTensor(
        [0x8000_0000, 1, 0x7FC1_2345, 0x3DCC_CCCD].map { (bits: UInt32) in
          Float(bitPattern: bits)
        }),
      "count": StoredTensor([Int64.min, -1, 0, .max]), "seed": StoredTensor([0, UInt64.max]),
      "scalar": StoredTensor([1.5], shape: []), "empty": StoredTensor([Double](), shape: [0, 3]),
      "naïve \"name\"\n": StoredTensor([1.0]),
    ], metadata: ["note": "é \"quoted\" \\ / \u{1} \u{2028} \u{1F600}\n"])

  @Test("reads a file of the Python package, every bit of it") func readsPython() throws {
    let read = try Safetensors(decoding: reference("python.safetensors"), path: "python")
    #expect(read == Self.golden)
    let weight = try #require(read.tensors["weight"]?.values(as: Double.self))
    #expect(weight[0].sign == .minus && weight[0] == 0)
    #expect(weight[1] == .leastNonzeroMagnitude)
    #expect(weight[2].bitPattern == 0x7FF8_DEAD_BEEF_0001)
    #expect(read.tensors["bias"]?.values(as: Double.self) == nil)
  }

  @Test("writes exactly the bytes that the Python package writes") func writesLikePython() throws {
    #expect(try Self.golden.encoded == reference("python.safetensors"))
  }

  @Test("a written file reads back the same, also an empty one, with numbers at multiples of 8")
  func roundTrip() throws {
    let directory = try TemporaryDirectory()
    for value in [Safetensors(), Safetensors(metadata: ["a": "", "": "b"]), Self.golden] {
      try value.write(to: directory.file("f"))
      #expect(try Safetensors(contentsOf: directory.file("f")) == value)
      #expect(value.encoded[0] % 8 == 0)
    }
  }

  @Test("every cut of a good file is refused") func truncated() throws {
    let whole = try reference("python.safetensors")
    for count in 0..<whole.count {
      #expect(throws: FileError.self, "\(count) bytes") {
        try Safetensors(decoding: Array(whole.prefix(count)), path: "f")
      }
    }
    #expect(throws: FileError.self) { try Safetensors(decoding: whole + [0], path: "f") }
  }

  @Test("a good file with any one byte changed is refused or read, and never crashes")
  func corrupted() throws {
    let whole = try reference("python.safetensors")
    var refused = 0
    for place in whole.indices {
      for change: UInt8 in [1, 2, 0x20, 0x80, 0xFF] {
        var bytes = whole
        bytes[place] ^= change
        if (try? Safetensors(decoding: bytes, path: "f")) == nil { refused += 1 }
      }
    }
    // The length, the braces, the keys that matter and the offsets: well over a hundred places.
    #expect(refused > 500)
  }

  /// A file with this header and `count` bytes of numbers.
  private func file(_ header: String, _ count: Int, length: UInt64? = nil) -> [UInt8] {
    let length = length ?? UInt64(header.utf8.count)
    return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * UInt64($0))) }
      + Array(header.utf8)
      + [UInt8](repeating: 0, count: count)
  }

  @Test(
    "hostile headers are refused with the place and the reason",
    arguments: [
      (#"{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}"#, 8, "it ends too early"),
      (#"["a"]"#, 0, "no JSON object"), (#"{} x"#, 0, "something follows"),
      (#"{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}"#, 7, "cut short"),
      (#"{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}"#, 9, "1 bytes too many"),
      (#"{"a":{"dtype":"F64","shape":[2],"data_offsets":[0,8]}}"#, 8, "shape need 16"),
      (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}}"#, 8, "shape need 4"),
      (#"{"a":{"dtype":"F8_E4M3","shape":[8],"data_offsets":[0,8]}}"#, 8, "dtype F8_E4M3"),
      (#"{"a":{"shape":[1],"data_offsets":[0,8]}}"#, 8, "no dtype"),
      (#"{"a":{"dtype":"F64","data_offsets":[0,8]}}"#, 8, "no shape"),
      (#"{"a":{"dtype":"F64","shape":[1]}}"#, 8, "data_offsets"),
      (#"{"a":{"dtype":"F64","shape":[1],"data_offsets":[8,0]}}"#, 8, "data_offsets"),
      (#"{"a":{"dtype":"F64","shape":[1],"data_offsets":[-8,0]}}"#, 8, "data_offsets"),
      (#"{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8,8]}}"#, 8, "data_offsets"),
      (#"{"a":{"dtype":"F64","shape":[1],"data_offsets":[0.0,8]}}"#, 8, "data_offsets"),
      (#"{"a":{"dtype":"F64","shape":[-1],"data_offsets":[0,8]}}"#, 8, "extent"),
      (#"{"a":{"dtype":"F64","shape":["1"],"data_offsets":[0,8]}}"#, 8, "extent"),
      (
        #"{"a":{"dtype":"F64","shape":[4294967296,4294967296],"data_offsets":[0,8]}}"#, 8,
        "too large"
      ),
      (
        #"{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,9223372036854775807]}}"#, 8,
        "cut short"
      ),
      (
        #"{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,99999999999999999999]}}"#, 8,
        "data_offsets"
      ),
      (
        #"{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]},"#
          + #""b":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}"#, 8, "overlaps"
      ),
      (
        #"{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]},"#
          + #""b":{"dtype":"F64","shape":[1],"data_offsets":[16,24]}}"#, 24, "belong to none"
      ),
      (
        #"{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]},"#
          + #""a":{"dtype":"F64","shape":[1],"data_offsets":[8,16]}}"#, 16, "'a' is there twice"
      ),
      (
        "{\"\u{e9}\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]},"
          + "\"e\u{301}\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[8,16]}}", 16,
        "two tensors have this name"
      ),
      (#"{"__metadata__":{"a":1}}"#, 0, "is not a text"),
      (#"{"__metadata__":[]}"#, 0, "not an object"), (#"{"a":7}"#, 0, "no dtype"),
      (#"{"a":"\ud800"}"#, 0, "surrogates"), (#"{"a":"\q"}"#, 0, "escape"),
      (#"{"a":01}"#, 0, "leading zero"), ("{\"a\":\"\n\"}", 0, "control character"),
      ("{" + String(repeating: "\"a\":{", count: 100_000), 0, "nested too deeply"),
    ])
  func hostile(_ header: String, _ count: Int, _ reason: String) {
    let error = #expect(throws: FileError.self) {
      try Safetensors(decoding: file(header, count), path: "some/file")
    }
    guard case .malformed("some/file", let place, let found) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(found.contains(reason), "\(found)")
    #expect(place != nil || reason == "no JSON object")
  }

  @Test("a header longer than the file, or than memory, is refused") func longHeader() {
    for length: UInt64 in [3, 99_999_999, 100_000_001, 1 << 63, .max] {
      #expect(throws: FileError.self) {
        try Safetensors(decoding: file("{}", 0, length: length), path: "f")
      }
    }
    #expect(throws: FileError.self) { try Safetensors(decoding: file("", 0), path: "f") }
    #expect(throws: FileError.self) {
      try Safetensors(decoding: file("\u{7B}", 0).map { $0 == 0x7B ? 0xFF : $0 }, path: "f")
    }
  }

  @Test("a missing file and a directory are unreadable") func unreadable() throws {
    let directory = try TemporaryDirectory()
    for path in [directory.file("none"), directory.path] {
      let error = #expect(throws: FileError.self) { try Safetensors(contentsOf: path) }
      #expect(error?.description.hasPrefix("cannot read \(path): ") == true)
    }
  }
}
