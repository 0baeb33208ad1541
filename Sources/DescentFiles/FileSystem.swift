import Foundation

/// The system calls needed to write a file, replaceable so that tests can make any of them fail.
/// Each returns 0 (for `write`, the number of bytes) or the negative error number.
package struct FileSystem: Sendable {
  package var create: @Sendable (_ path: String, _ mode: mode_t) -> (file: Int32, error: Int32)
  package var write: @Sendable (_ file: Int32, _ bytes: UnsafeRawBufferPointer) -> Int
  package var sync: @Sendable (_ file: Int32) -> Int32
  package var close: @Sendable (_ file: Int32) -> Int32
  package var rename: @Sendable (_ from: String, _ to: String) -> Int32
  package var syncDirectory: @Sendable (_ path: String) -> Int32

  /// The real system calls.
  package static let real = FileSystem(
    create: { path, mode in
      let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      guard file >= 0 else { return (-1, errno) }
      // A file that is replaced keeps its permissions.
      if mode != 0 { _ = fchmod(file, mode) }
      return (file, 0)
    },
    write: { file, bytes in
      let count = Foundation.write(file, bytes.baseAddress, bytes.count)
      return count < 0 ? -Int(errno) : count
    },
    sync: { fsync($0) == 0 ? 0 : -errno },
    close: { Foundation.close($0) == 0 ? 0 : -errno },
    rename: { Foundation.rename($0, $1) == 0 ? 0 : -errno },
    syncDirectory: { path in
      let directory = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      guard directory >= 0 else { return -errno }
      defer { _ = Foundation.close(directory) }
      // Some file systems cannot sync a directory, and return EINVAL.
      return fsync(directory) == 0 || errno == EINVAL ? 0 : -errno
    })
}

/// The operating system's message for an error, such as "No such file or directory".
func reason(_ error: Int32) -> String { String(cString: strerror(error)) }
