extension Safetensors {
  /// Reads and validates the bytes of a file.
  /// - Parameter path: the file's name in errors.
  /// - Throws: ``FileError/malformed(path:place:reason:)``.
  public init(decoding bytes: [UInt8], path: String) throws(FileError) {
    let decoder = SafetensorsDecoder(bytes: bytes, path: path)
    let (header, start) = try decoder.header()
    self = try decoder.contents(header, bytes[start...])
  }
}

private struct SafetensorsDecoder {
  let bytes: [UInt8]
  let path: String

  /// The reference implementation's limit on the header.
  static let longestHeader = 100_000_000

  func malformed(_ place: String?, _ reason: String) -> FileError {
    .malformed(path: path, place: place, reason: reason)
  }

  /// The header, and where the numbers begin.
  func header() throws(FileError) -> (header: [JSON.Member], start: Int) {
    guard bytes.count >= 8 else {
      throw malformed(nil, "not a safetensors file: \(bytes.count) bytes, at least 8 are needed")
    }
    let length = (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[$1]) << (8 * UInt64($1)) }
    guard length <= UInt64(Self.longestHeader) else {
      throw malformed("header", "not a safetensors file: a length of \(length) bytes")
    }
    guard length <= UInt64(bytes.count - 8) else {
      throw malformed("header", "cut short: \(bytes.count - 8) bytes of \(length)")
    }
    let start = 8 + Int(length)
    guard bytes[8..<start].first == UInt8(ascii: "{") else {
      throw malformed("header", "not a safetensors file: the header is no JSON object")
    }
    do throws(JSON.Failure) {
      guard case .object(let members) = try JSON(bytes[8..<start]) else {
        throw JSON.Failure(offset: 0, reason: "not an object")
      }
      return (members, start)
    } catch {
      throw malformed("byte \(8 + error.offset)", "the header is not valid JSON: \(error.reason)")
    }
  }

  func contents(
    _ header: [JSON.Member], _ data: ArraySlice<UInt8>
  ) throws(FileError) -> Safetensors {
    var result = Safetensors()
    var entries: [(name: String, range: Range<Int>)] = []
    for member in header {
      if member.key == Safetensors.metadataKey {
        result.metadata = try metadata(member.value)
        continue
      }
      let (kind, shape, range) = try entry(member, data.count)
      entries.append((member.key, range))
      let slice = data[(data.startIndex + range.lowerBound)..<(data.startIndex + range.upperBound)]
      guard
        result.tensors.updateValue(
          StoredTensor(kind: kind, shape: shape, bytes: Array(slice)), forKey: member.key) == nil
      else { throw malformed("tensor '\(member.key)'", "two tensors have this name") }
    }
    try checkCoverage(entries, data.count)
    return result
  }

  private func metadata(_ value: JSON) throws(FileError) -> [String: String] {
    guard case .object(let members) = value else {
      throw malformed("__metadata__", "not an object")
    }
    var metadata: [String: String] = [:]
    for member in members {
      guard let text = member.value.string else {
        throw malformed("__metadata__", "the value of '\(member.key)' is not a text")
      }
      metadata[member.key] = text
    }
    return metadata
  }

  private func entry(
    _ member: JSON.Member, _ size: Int
  ) throws(FileError) -> (kind: StoredTensor.Kind, shape: [Int], range: Range<Int>) {
    let place = "tensor '\(member.key)'"
    guard let dtype = member.value["dtype"]?.string else { throw malformed(place, "no dtype") }
    guard let kind = StoredTensor.Kind(rawValue: dtype) else {
      let known = StoredTensor.Kind.allCases.map(\.rawValue).joined(separator: ", ")
      throw malformed(place, "dtype \(dtype) is not one of \(known)")
    }
    guard let extents = member.value["shape"]?.array else { throw malformed(place, "no shape") }
    var shape: [Int] = []
    var byteCount = kind.byteCount
    for extent in extents {
      guard let extent = extent.integer, extent >= 0 else {
        throw malformed(
          place, "an extent of the shape is \(extent.text), not a whole number from 0")
      }
      let (product, overflow) = byteCount.multipliedReportingOverflow(by: extent)
      guard !overflow else { throw malformed(place, "the shape is too large") }
      shape.append(extent)
      byteCount = product
    }
    guard let offsets = member.value["data_offsets"]?.array, offsets.count == 2,
      let lower = offsets[0].integer, let upper = offsets[1].integer, 0 <= lower, lower <= upper
    else { throw malformed(place, "data_offsets are not two increasing whole numbers from 0") }
    guard upper <= size else {
      throw malformed(place, "data_offsets end at byte \(upper) of \(size): cut short")
    }
    guard upper - lower == byteCount else {
      throw malformed(
        place, "data_offsets span \(upper - lower) bytes, dtype and shape need \(byteCount)")
    }
    return (kind, shape, lower..<upper)
  }

  /// Checks that every byte belongs to exactly one tensor.
  private func checkCoverage(
    _ entries: [(name: String, range: Range<Int>)], _ size: Int
  ) throws(FileError) {
    var end = 0
    let ordered = entries.sorted {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
    for (name, range) in ordered {
      guard range.lowerBound >= end else {
        throw malformed("tensor '\(name)'", "overlaps another tensor")
      }
      guard range.lowerBound == end else {
        throw malformed("tensor '\(name)'", "bytes \(end) to \(range.lowerBound) belong to none")
      }
      end = range.upperBound
    }
    guard end == size else {
      throw malformed("byte \(end) of the numbers", "\(size - end) bytes too many")
    }
  }
}
