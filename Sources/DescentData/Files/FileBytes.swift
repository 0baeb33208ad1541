import Descent

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Whether a file, a folder or anything else has this name.
func fileExists(_ path: String) -> Bool { access(path, F_OK) == 0 }

/// Reads all bytes of a file.
/// - Throws: ``DataError/unreadable(path:reason:)`` with the system's reason, also if it is not a regular
///   file: a device has no end, and a pipe can be read only once, while a command may have to read its
///   examples again, in another process or when it resumes a checkpoint.
func fileBytes(_ path: String) throws(DataError) -> [UInt8] {
  func unreadable() -> DataError {
    .unreadable(path: path, reason: String(cString: strerror(errno)))
  }
  guard !path.utf8.contains(0) else {
    throw .unreadable(path: path, reason: "the path holds a zero byte")
  }
  // Opening a pipe without a writer must not block, either.
  let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
  guard descriptor >= 0 else { throw unreadable() }
  guard let file = fdopen(descriptor, "rb") else {
    close(descriptor)
    throw unreadable()
  }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  let chunk = 1 << 20
  // Allocates memory for the whole file, because growing would need twice its size and copies.
  var status = stat()
  guard fstat(descriptor, &status) == 0 else { throw unreadable() }
  switch status.st_mode & S_IFMT {
  case S_IFREG, S_IFDIR: break
  case S_IFIFO, S_IFSOCK:
    throw .unreadable(
      path: path,
      reason: "it is not a regular file but a pipe, which can be read once only: write it to a file"
    )
  default: throw .unreadable(path: path, reason: "it is not a regular file")
  }
  if status.st_size > 0 {
    do throws(ConfigurationError) {
      try MachineMemory.check(path, bytes: 2 * Double(status.st_size))
    } catch {
      guard case .inconsistent(_, let reason) = error else { throw unreadable() }
      throw .unreadable(path: path, reason: reason)
    }
    bytes.reserveCapacity(Int(status.st_size) + 1)
  }
  while true {
    let part = [UInt8](unsafeUninitializedCapacity: chunk) { buffer, count in
      count = fread(buffer.baseAddress, 1, chunk, file)
    }
    bytes += part
    if part.count < chunk { break }
  }
  // A folder can be opened, but not read.
  if ferror(file) != 0 { throw unreadable() }
  return bytes
}
