import Descent

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The bytes of a file, or the first `limit` of them.
/// - Throws: ``DataError/unreadable(path:reason:)`` with the system's reason, also for what is no regular
///   file: reading a pipe could wait for ever, a device has no end.
func fileBytes(_ path: String, atMost limit: Int = .max) throws(DataError) -> [UInt8] {
  func unreadable() -> DataError {
    .unreadable(path: path, reason: String(cString: strerror(errno)))
  }
  // Opening a pipe that nobody writes to must not wait either.
  let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
  guard descriptor >= 0 else { throw unreadable() }
  guard let file = fdopen(descriptor, "rb") else {
    close(descriptor)
    throw unreadable()
  }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  let chunk = min(limit, 1 << 20)
  // Room for the whole file at once: growing would take twice its size, and copy it.
  var status = stat()
  guard fstat(descriptor, &status) == 0 else { throw unreadable() }
  let kind = status.st_mode & S_IFMT
  guard kind == S_IFREG || kind == S_IFDIR else {
    throw .unreadable(path: path, reason: "it is not a regular file")
  }
  if limit == .max, status.st_size > 0 {
    do throws(ConfigurationError) {
      try MachineMemory.check(path, bytes: 2 * Double(status.st_size))
    } catch {
      guard case .inconsistent(_, let reason) = error else { throw unreadable() }
      throw .unreadable(path: path, reason: reason)
    }
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
