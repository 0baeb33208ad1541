import Descent

/// Named tensors and text metadata in the safetensors format, compatible with Python's
/// `safetensors`.
///
/// ```
/// 8 bytes   length N of the header, little-endian
/// N bytes   JSON {"__metadata__": {"key": "text"}, "name": {"dtype", "shape", "data_offsets"}},
///           padded with spaces so that the numbers begin at a multiple of 8
/// the rest  the numbers, one tensor after another, without a gap
/// ```
/// - Source: the safetensors format, github.com/huggingface/safetensors, section "Format".
public struct Safetensors: Sendable, Hashable {
  public var tensors: [String: StoredTensor]
  public var metadata: [String: String]

  public init(tensors: [String: StoredTensor] = [:], metadata: [String: String] = [:]) {
    self.tensors = tensors
    self.metadata = metadata
  }

  static let metadataKey = "__metadata__"

  /// The bytes of a file; equal values give equal bytes. As in the reference implementation, tensors
  /// are ordered by type and then by name; metadata is sorted by key.
  /// - Precondition: no tensor is called `__metadata__`.
  public var encoded: [UInt8] {
    precondition(tensors[Self.metadataKey] == nil, "\(Self.metadataKey) names no tensor")
    let kinds = StoredTensor.Kind.allCases
    let ordered = kinds.flatMap { kind in
      tensors.filter { $0.value.kind == kind }.sorted { Self.precedes($0.key, $1.key) }
    }
    var members: [JSON.Member] = []
    if !metadata.isEmpty {
      let sorted = metadata.sorted { Self.precedes($0.key, $1.key) }
      let texts = sorted.map { JSON.Member(key: $0.key, value: .string($0.value)) }
      members.append(JSON.Member(key: Self.metadataKey, value: .object(texts)))
    }
    var offset = 0
    for (name, tensor) in ordered {
      let end = offset + tensor.bytes.count
      let description: [JSON.Member] = [
        JSON.Member(key: "dtype", value: .string(tensor.kind.rawValue)),
        JSON.Member(key: "shape", value: .array(tensor.shape.map(JSON.integer))),
        JSON.Member(key: "data_offsets", value: .array([.integer(offset), .integer(end)])),
      ]
      members.append(JSON.Member(key: name, value: .object(description)))
      offset = end
    }
    var header = Array(JSON.object(members).text.utf8)
    header += repeatElement(UInt8(ascii: " "), count: (8 - header.count % 8) % 8)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + header.count + offset)
    for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: header.count >> (8 * shift))) }
    bytes += header
    for (_, tensor) in ordered { bytes += tensor.bytes }
    return bytes
  }

  /// A digest of everything but the metadata's `checksum`.
  var checksum: String {
    var file = self
    file.metadata["checksum"] = nil
    var digest = Digest()
    digest.add(file.encoded)
    return digest.text
  }

  /// Writes the ``checksum`` into the metadata.
  package mutating func seal() { metadata["checksum"] = checksum }

  /// Compares UTF-8 bytes, so that the order is the same on every platform.
  private static func precedes(_ a: String, _ b: String) -> Bool {
    a.utf8.lexicographicallyPrecedes(b.utf8)
  }

  /// - Throws: ``FileError``.
  public init(contentsOf path: String) throws(FileError) {
    self = try Safetensors(decoding: try readFile(path), path: path)
  }

  /// Writes the file atomically. - Throws: ``FileError/unwritable(path:reason:)``.
  public func write(to path: String) throws(FileError) { try AtomicFile.write(encoded, to: path) }
}
