import CZlib
import Descent

/// Unpacks gzip data with one or more members.
/// - Source: Deutsch, "GZIP file format specification version 4.3", RFC 1952.
enum Gunzip {
  /// The limits of the unpacked size: a file of examples exceeds at most one of them.
  private static let mostBytes = 1 << 28
  private static let mostTimes = 100

  /// - Throws: ``DataError`` for a file that is truncated, damaged, or unpacks to more than the
  ///   limit.
  static func unpack(_ packed: [UInt8], path: String) throws(DataError) -> [UInt8] {
    var stream = z_stream()
    // 15 bits of window, and 16 for gzip's header and checksum.
    guard
      inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { throw .unreadable(path: path, reason: "zlib cannot be started") }
    defer { inflateEnd(&stream) }
    let memory = MachineMemory.size.isFinite ? Int(MachineMemory.size / 4) : .max
    let limit = min(
      max(mostBytes, packed.count.multipliedReportingOverflow(by: mostTimes).0), memory)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(limit, 4 * packed.count))
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    var place = 0
    var status = Z_OK
    while true {
      // zlib counts in 32 bits.
      let length = min(packed.count - place, 1 << 30)
      let (used, made) = packed.withUnsafeBufferPointer { input in
        chunk.withUnsafeMutableBufferPointer { output in
          stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress! + place)
          stream.avail_in = UInt32(length)
          stream.next_out = output.baseAddress!
          stream.avail_out = UInt32(output.count)
          status = inflate(&stream, Z_NO_FLUSH)
          return (length - Int(stream.avail_in), output.count - Int(stream.avail_out))
        }
      }
      place += used
      bytes += chunk[..<made]
      guard bytes.count <= limit else {
        throw .unpacksTooFar(path: path, packed: packed.count, limit: limit)
      }
      switch status {
      case Z_STREAM_END:
        if place == packed.count { return bytes }
        guard packed[place...].starts(with: [0x1F, 0x8B]) else {
          throw .damaged(path: path, reason: "bytes that do not belong to it follow its end")
        }
        inflateReset(&stream)
      case Z_OK where used > 0 || made > 0: continue
      case Z_OK, Z_BUF_ERROR: throw .damaged(path: path, reason: "it is cut short")
      case Z_MEM_ERROR: throw .unreadable(path: path, reason: "no memory to unpack it")
      default:
        let reason = stream.msg.map { String(cString: $0) } ?? "not as gzip writes it"
        throw .damaged(path: path, reason: reason)
      }
    }
  }
}
