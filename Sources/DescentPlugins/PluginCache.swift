import Descent
import DescentFiles
import Foundation

/// The folder of compiled plugins, each named by digests of its inputs and of its own bytes.
struct PluginCache {
  let folder: String

  init(_ environment: [String: String]) { folder = CacheFolder.path(environment) }

  /// The compiled plugin with a key; nil if there is none. A file whose bytes have changed since
  /// it was written is removed.
  func library(_ key: String) -> String? {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names.sorted() where name.hasPrefix(key + "-") && name.hasSuffix(".so") {
      let path = folder + "/" + name
      if let content = try? bytes(of: path, for: path), Self.name(key, content) == name {
        return path
      }
      try? FileManager.default.removeItem(atPath: path)
    }
    return nil
  }

  private static func name(_ key: String, _ content: [UInt8]) -> String {
    var digest = Digest()
    digest.add(content)
    return "\(key)-\(digest.text).so"
  }

  /// The compiler's own cache of the C modules it has read.
  var moduleCache: String { folder + "/modules" }

  /// Removes the compiler's cache; the compiler recreates it.
  func removeModules() { try? FileManager.default.removeItem(atPath: moduleCache) }

  /// Removes the compiler's cache if it contains anything but files and folders, such as a pipe, on
  /// which the compiler would block.
  func removeOddModules() {
    let manager = FileManager.default
    guard let names = manager.enumerator(atPath: moduleCache) else { return }
    for case let name as String in names {
      let attributes = try? manager.attributesOfItem(atPath: moduleCache + "/" + name)
      let type = attributes?[.type] as? FileAttributeType
      if type != .typeRegular, type != .typeDirectory { return removeModules() }
    }
  }

  /// Whether a library with exactly these bytes was once registered by a guarded process without
  /// harm.
  func isTried(_ digest: String) -> Bool {
    FileManager.default.fileExists(atPath: folder + "/" + digest + ".tried")
  }

  /// Records that the library was registered without harm. If the cache cannot be written, it
  /// is tried again the next time.
  func setTried(_ digest: String) {
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try? AtomicFile.write([UInt8](), to: folder + "/" + digest + ".tried")
  }

  /// Makes a library in a separate folder and moves it into place, so that processes that
  /// compile the same file at the same time do not interfere.
  /// - Returns: the library's path.
  func make(
    _ key: String, for path: String, _ compile: (_ workplace: String) async throws -> String
  ) async throws -> String {
    let workplace = folder + "/" + TemporaryFiles.name(key.prefix(16) + "-" + UUID().uuidString)
    TemporaryFiles.sweep(folder)
    TemporaryFiles.note(workplace)
    do {
      try FileManager.default.createDirectory(
        atPath: workplace, withIntermediateDirectories: true)
    } catch {
      throw PluginError.cacheUnusable(
        path: path, folder: folder, reason: "cannot be made or written")
    }
    defer {
      try? FileManager.default.removeItem(atPath: workplace)
      TemporaryFiles.forget(workplace)
    }
    let library = try await compile(workplace)
    // Another process may have made it in the meantime, and may be about to load it.
    if let made = self.library(key) { return made }
    let place = folder + "/" + Self.name(key, try bytes(of: library, for: path))
    guard rename(library, place) == 0 else {
      throw PluginError.cacheUnusable(
        path: path, folder: folder, reason: String(cString: strerror(errno)))
    }
    return place
  }
}
