import Descent
import Foundation

/// Atomic replacement of files: a reader finds either all of the old content or all of the new, even if a
/// process is killed at any time.
public enum AtomicFile {
  /// Writes a file through a temporary one in the same directory: write, sync, rename, sync the
  /// directory. On failure, the file at `path` is unchanged and no temporary file is left. A
  /// `kill -9` may leave one, named `.descent-….tmp`, which the next write to the directory removes.
  ///
  /// A symbolic link is followed; a file that is replaced keeps its permissions.
  /// - Throws: ``FileError/unwritable(path:reason:)``, also if `path` is not a regular file.
  public static func write(
    _ bytes: some ContiguousBytes, to path: String
  ) throws(FileError) { try write(bytes, to: path, with: .real) }

  /// Checks before a run that ``write(_:to:)`` can succeed after it: that the directory exists and
  /// is writable, and that the path is free or a regular file that may be replaced. Creates a
  /// temporary file and removes it; does not touch the file at `path`.
  public static func checkWritable(_ path: String) throws(FileError) {
    try checkWritable(path, with: .real)
  }

  package static func checkWritable(
    _ path: String, with system: FileSystem
  ) throws(FileError) {
    let target = try Target(path)
    let (file, failure) = system.create(target.temporary, 0)
    guard file >= 0 else { throw target.unwritable(failure) }
    _ = system.close(file)
    target.dropTemporary()
  }

  package static func write(
    _ bytes: some ContiguousBytes, to path: String, with system: FileSystem
  ) throws(FileError) {
    let stream = try AtomicFileStream(path, with: system)
    let result = bytes.withUnsafeBytes { bytes in
      Result { () throws(FileError) in try stream.write(bytes) }
    }
    try result.get()
    try stream.finish()
  }
}

/// The checked path of an output file, with links resolved.
struct Target {
  let given: String
  let path: String
  let directory: String
  let temporary: String
  /// The permissions of the existing file; 0 if there is none.
  var mode: mode_t = 0

  init(_ given: String) throws(FileError) {
    func refuse(_ reason: String) -> FileError { .unwritable(path: given, reason: reason) }
    self.given = given
    guard !given.isEmpty else { throw refuse("the path is empty") }
    guard !given.utf8.contains(0) else { throw refuse("the path holds a zero byte") }
    path = resolved(given)
    directory = parentDirectory(of: path)
    // A unique name for each process and each write.
    let tag = String(UInt64.random(in: 0 ... .max), radix: 36)
    temporary = directory + "/" + TemporaryFiles.name(tag)
    var info = stat()
    guard stat(directory, &info) == 0 else { throw refuse("\(directory): \(reason(errno))") }
    guard info.st_mode & S_IFMT == S_IFDIR else { throw refuse("\(directory) is not a directory") }
    guard access(directory, W_OK | X_OK) == 0 else {
      throw refuse("\(directory): \(reason(errno))")
    }
    TemporaryFiles.sweep(directory)
    TemporaryFiles.note(temporary)
    guard !path.hasSuffix("/") else { throw refuse("it is a directory") }
    guard stat(path, &info) == 0 else {
      guard errno == ENOENT else { throw refuse(reason(errno)) }
      return
    }
    guard info.st_mode & S_IFMT != S_IFDIR else { throw refuse("it is a directory") }
    guard info.st_mode & S_IFMT == S_IFREG else { throw refuse("it is not a regular file") }
    guard access(path, W_OK) == 0 else { throw refuse(reason(errno)) }
    mode = info.st_mode & 0o7777
  }

  func dropTemporary() {
    unlink(temporary)
    TemporaryFiles.forget(temporary)
  }

  func unwritable(_ error: Int32) -> FileError { .unwritable(path: given, reason: reason(error)) }
}

/// The parent directory of a path. Does not use Foundation, because
/// `NSString.deletingLastPathComponent` of Swift 6.3.1 on Linux traps on a path of one character.
package func parentDirectory(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// The path with links resolved; the path itself if nothing exists there yet.
private func resolved(_ path: String) -> String {
  guard let real = realpath(path, nil) else { return path }
  defer { free(real) }
  return String(cString: real)
}

/// Reads a whole file.
/// - Throws: ``FileError/unreadable(path:reason:)``, also if it is not a regular file, because
///   reading a pipe could block forever and a device has no end.
package func readFile(_ path: String) throws(FileError) -> [UInt8] {
  func unreadable(_ reason: String) -> FileError { .unreadable(path: path, reason: reason) }
  guard !path.utf8.contains(0) else { throw unreadable("the path holds a zero byte") }
  // Opening a pipe without a writer must not block, either.
  let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
  guard file >= 0 else { throw unreadable(reason(errno)) }
  defer { _ = close(file) }
  var bytes: [UInt8] = []
  var info = stat()
  guard fstat(file, &info) == 0 else { throw unreadable(reason(errno)) }
  let kind = info.st_mode & S_IFMT
  guard kind == S_IFREG else {
    throw unreadable(kind == S_IFDIR ? reason(EISDIR) : "it is not a regular file")
  }
  // Twice the size: the bytes, and the values decoded from them.
  do throws(ConfigurationError) {
    try MachineMemory.check(path, bytes: 2 * Double(info.st_size))
  } catch {
    guard case .inconsistent(_, let reason) = error else { throw unreadable("\(error)") }
    throw unreadable(reason)
  }
  // One extra byte, so that detecting the end of the file does not grow the array.
  bytes.reserveCapacity(Int(info.st_size) + 1)
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = read(file, &chunk, chunk.count)
    if count < 0 && errno == EINTR { continue }
    guard count >= 0 else { throw unreadable(reason(errno)) }
    guard count > 0 else { return bytes }
    bytes.append(contentsOf: chunk[..<count])
  }
}
