import Foundation

/// A file that is written incrementally and appears as a whole or not at all: the bytes go to a
/// temporary file in the same directory, which replaces the file when it is finished. A stream that is
/// released earlier leaves no file.
package final class AtomicFileStream {
  private let target: Target
  private let system: FileSystem
  private let file: Int32
  private var isOpen = true

  /// The path of the temporary file.
  package var temporaryPath: String { target.temporary }

  /// - Throws: ``FileError/unwritable(path:reason:)``, also if `path` is not a regular file.
  package init(_ path: String, with system: FileSystem = .real) throws(FileError) {
    target = try Target(path)
    self.system = system
    let (file, failure) = system.create(target.temporary, target.mode)
    self.file = file
    guard file >= 0 else {
      isOpen = false
      throw target.unwritable(failure)
    }
  }

  deinit { if isOpen { giveUp() } }

  /// Appends bytes. - Throws: ``FileError/unwritable(path:reason:)``; nothing can be written after
  /// that.
  package func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    precondition(isOpen, "the file is finished")
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = system.write(file, UnsafeRawBufferPointer(rebasing: rest))
      if written == -Int(EINTR) { continue }
      guard written > 0 else {
        giveUp()
        throw target.unwritable(written == 0 ? EIO : Int32(-written))
      }
      rest = rest.dropFirst(written)
    }
  }

  /// Moves the file to its path: sync, close, rename, sync the directory.
  /// - Throws: ``FileError/unwritable(path:reason:)``; the file at the path is then unchanged,
  ///   unless only the final sync of the directory failed.
  package func finish() throws(FileError) {
    precondition(isOpen, "the file is finished")
    isOpen = false
    var error = -system.sync(file)
    let closing = -system.close(file)
    if error == 0 { error = closing }
    if error == 0 { error = -system.rename(target.temporary, target.path) }
    guard error == 0 else {
      target.dropTemporary()
      throw target.unwritable(error)
    }
    TemporaryFiles.forget(target.temporary)
    let syncing = -system.syncDirectory(target.directory)
    guard syncing == 0 else { throw target.unwritable(syncing) }
  }

  private func giveUp() {
    isOpen = false
    _ = system.close(file)
    target.dropTemporary()
  }
}
