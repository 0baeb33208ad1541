import Foundation

/// A file that is written bit by bit and is there as a whole or not at all: the bytes go to a temporary
/// file in the same directory, which takes the file's place when it is finished. One that is released
/// before that leaves nothing behind.
package final class AtomicFileStream {
  private let target: Target
  private let system: FileSystem
  private let file: Int32
  private var isOpen = true

  /// Where the bytes are until the file is finished.
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

  /// Writes bytes behind those before. - Throws: ``FileError/unwritable(path:reason:)``; nothing can be
  /// written after that.
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

  /// Puts the file in its place: sync, close, rename, sync the directory.
  /// - Throws: ``FileError/unwritable(path:reason:)``; the file at the path is then as it was.
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
