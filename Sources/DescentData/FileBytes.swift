#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The bytes of a file, or the first `limit` of them.
/// - Throws: ``DataError/unreadable(path:reason:)`` with the system's reason.
func fileBytes(_ path: String, atMost limit: Int = .max) throws(DataError) -> [UInt8] {
  func unreadable() -> DataError {
    .unreadable(path: path, reason: String(cString: strerror(errno)))
  }
  guard let file = fopen(path, "rb") else { throw unreadable() }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  let chunk = min(limit, 1 << 20)
  // Room for the whole file at once: growing would take twice its size, and copy it.
  var status = stat()
  if limit == .max, fstat(fileno(file), &status) == 0, status.st_size > 0 {
    bytes.reserveCapacity(Int(status.st_size) + 1)
  }
  while bytes.count < limit {
    let part = [UInt8](unsafeUninitializedCapacity: chunk) { buffer, count in
      count = fread(buffer.baseAddress, 1, chunk, file)
    }
    bytes += part
    if part.count < chunk { break }
  }
  // A folder opens, but does not read.
  if ferror(file) != 0 { throw unreadable() }
  return bytes
}
