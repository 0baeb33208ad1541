import DescentFiles
import Foundation
import Synchronization
import Testing

@Suite("An atomic file") struct AtomicFileTests {
  let directory: TemporaryDirectory
  var target: String { directory.file("target") }

  init() throws { directory = try TemporaryDirectory() }

  private func text(_ path: String) -> String? {
    try? String(contentsOfFile: path, encoding: .utf8)
  }

  @Test("writes a new file and replaces an old one, longer or shorter") func writes() throws {
    for content in ["first", "", "a longer second", "3"] {
      try AtomicFile.write(Array(content.utf8), to: target)
      #expect(text(target) == content)
      #expect(directory.names == ["target"])
    }
  }

  @Test("writes more than the system takes in one call, and continues after an interruption")
  func shortWrites() throws {
    let content = Array(repeating: UInt8(7), count: 1000)
    let calls = Atomic(0)
    var system = FileSystem.real
    system.write = { file, bytes in
      // Every third call is interrupted, the others take up to 64 bytes.
      if calls.add(1, ordering: .relaxed).newValue % 3 == 0 { return -Int(EINTR) }
      return FileSystem.real.write(file, UnsafeRawBufferPointer(rebasing: bytes.prefix(64)))
    }
    try AtomicFile.write(content, to: target, with: system)
    #expect(Array(try Data(contentsOf: URL(fileURLWithPath: target))) == content)
  }

  enum Stage: CaseIterable { case create, write, partialWrite, nothingWritten, sync, close, rename }

  private func failing(at stage: Stage) -> FileSystem {
    var system = FileSystem.real
    switch stage {
    case .create: system.create = { _, _ in (-1, ENOSPC) }
    case .write: system.write = { _, _ in -Int(ENOSPC) }
    case .partialWrite:
      system.write = { file, bytes in
        guard bytes.count > 4 else { return -Int(ENOSPC) }
        return FileSystem.real.write(file, UnsafeRawBufferPointer(rebasing: bytes.prefix(4)))
      }
    case .nothingWritten: system.write = { _, _ in 0 }
    case .sync: system.sync = { _ in -EIO }
    case .close:
      system.close = {
        _ = FileSystem.real.close($0)
        return -EIO
      }
    case .rename: system.rename = { _, _ in -EXDEV }
    }
    return system
  }

  @Test(
    "a failure at any stage keeps the old file, leaves no other, and says why",
    arguments: Stage.allCases)
  func failure(_ stage: Stage) throws {
    try AtomicFile.write(Array("old".utf8), to: target)
    let error = #expect(throws: FileError.self) {
      try AtomicFile.write(Array("something new".utf8), to: target, with: failing(at: stage))
    }
    guard case .unwritable(target, let reason) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(!reason.isEmpty)
    #expect(text(target) == "old")
    #expect(directory.names == ["target"])
  }

  @Test("a failure at any stage leaves no new file", arguments: Stage.allCases)
  func failureWithoutOld(_ stage: Stage) throws {
    #expect(throws: FileError.self) {
      try AtomicFile.write(Array("something new".utf8), to: target, with: failing(at: stage))
    }
    #expect(directory.names == [])
  }

  @Test("a directory that cannot be synced is an error, the file being whole") func directorySync()
  {
    var system = FileSystem.real
    system.syncDirectory = { _ in -EIO }
    #expect(throws: FileError.self) {
      try AtomicFile.write(Array("new".utf8), to: target, with: system)
    }
    #expect(text(target) == "new" && directory.names == ["target"])
  }

  @Test("a directory in which nothing can be created is found before the run") func fullDirectory()
  {
    let error = #expect(throws: FileError.self) {
      try AtomicFile.checkWritable(target, with: failing(at: .create))
    }
    #expect(error?.description.contains("space") == true && directory.names == [])
  }

  @Test("the old file is there until everything is written and synced") func order() throws {
    try AtomicFile.write(Array("old".utf8), to: target)
    let log = Mutex<[String]>([])
    let path = target
    var system = FileSystem.real
    @Sendable func note(_ call: String) {
      let seen = (try? String(contentsOfFile: path, encoding: .utf8)) ?? "nothing"
      log.withLock { $0.append(call + " " + seen) }
    }
    system.write = {
      note("write")
      return FileSystem.real.write($0, $1)
    }
    system.sync = {
      note("sync")
      return FileSystem.real.sync($0)
    }
    system.rename = {
      note("rename")
      return FileSystem.real.rename($0, $1)
    }
    system.syncDirectory = {
      note("sync directory")
      return FileSystem.real.syncDirectory($0)
    }
    try AtomicFile.write(Array("new".utf8), to: target, with: system)
    #expect(
      log.withLock(\.self) == ["write old", "sync old", "rename old", "sync directory new"])
  }

  @Test("keeps the permissions of a file and follows a link to it") func permissions() throws {
    try AtomicFile.write([1], to: target)
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: target)
    let link = directory.file("link")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
    try AtomicFile.write(Array("by link".utf8), to: link)
    #expect(text(target) == "by link")
    let attributes = try FileManager.default.attributesOfItem(atPath: target)
    #expect(attributes[.posixPermissions] as? Int == 0o640)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == target)
  }

  @Test("refuses an unwritable path, before a run and after it") func refusals() throws {
    try AtomicFile.write([1], to: directory.file("plain"))
    try FileManager.default.createDirectory(
      atPath: directory.file("folder"), withIntermediateDirectories: false)
    // Nothing outside this directory, not even a device: a fault in the code would damage it.
    #expect(mkfifo(directory.file("pipe"), 0o600) == 0)
    let before = directory.names
    let cases = [
      ("", "empty"), (directory.file("none/target"), "No such file"),
      (directory.file("plain/target"), "ot a directory"), (directory.file("folder"), "directory"),
      (directory.file("folder/"), "directory"), (directory.file("new/"), "directory"),
      (directory.file(String(repeating: "n", count: 300)), "too long"),
      (directory.file("pipe"), "not a regular file"), ("a\0b", "zero byte"),
    ]
    for (path, reason) in cases {
      for attempt in [
        { try AtomicFile.checkWritable(path) }, { try AtomicFile.write([2], to: path) },
      ] {
        let error = #expect(throws: FileError.self, "\(path)") { try attempt() }
        #expect(error?.description.contains(reason) != false, "\(String(describing: error))")
        #expect(error?.description.hasPrefix("cannot write \(path):") == true)
      }
    }
    #expect(directory.names == before)
  }

  @Test("refuses a read-only directory, unless everything is allowed to this user")
  func readOnly() throws {
    let folder = directory.file("folder")
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o555])
    #expect((try? AtomicFile.checkWritable(folder + "/target")) == nil || geteuid() == 0)
  }

  @Test("checking a path leaves no file behind, and does not change an old one") func check() throws
  {
    try AtomicFile.checkWritable(target)
    #expect(directory.names == [])
    try AtomicFile.write(Array("old".utf8), to: target)
    try AtomicFile.checkWritable(target)
    #expect(directory.names == ["target"] && text(target) == "old")
  }
}
