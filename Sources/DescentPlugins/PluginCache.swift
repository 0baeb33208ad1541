import DescentFiles
import Foundation

/// The folder of compiled plugins, each named by what it was made of.
struct PluginCache {
  let folder: String

  /// `DESCENT_CACHE`, else `descent` in `XDG_CACHE_HOME`, else `~/.cache/descent`.
  init(_ environment: [String: String]) {
    if let named = environment["DESCENT_CACHE"], !named.isEmpty {
      folder = named
    } else if let caches = environment["XDG_CACHE_HOME"], caches.hasPrefix("/") {
      folder = caches + "/descent"
    } else {
      folder = (environment["HOME"] ?? NSHomeDirectory()) + "/.cache/descent"
    }
  }

  /// The compiled plugin of a key, whether there is one or not.
  func library(_ key: String) -> String { folder + "/" + key + ".so" }

  /// The compiler's own cache of the C modules it has read.
  var moduleCache: String { folder + "/modules" }

  func has(_ key: String) -> Bool { FileManager.default.fileExists(atPath: library(key)) }

  func remove(_ key: String) { try? FileManager.default.removeItem(atPath: library(key)) }

  /// Whether a library of exactly these bytes was once registered by a guarded process, and did it no
  /// harm.
  func isTried(_ digest: String) -> Bool {
    FileManager.default.fileExists(atPath: folder + "/" + digest + ".tried")
  }

  /// Remembers that. Without a cache it is tried again the next time.
  func setTried(_ digest: String) {
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try? AtomicFile.write([UInt8](), to: folder + "/" + digest + ".tried")
  }

  /// Makes a library in a folder of its own and moves it into place: another process that compiles
  /// the same file at the same time is neither disturbed nor disturbs.
  func make(
    _ key: String, for path: String, _ compile: (_ workplace: String) async throws -> String
  ) async throws {
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
    guard rename(library, self.library(key)) == 0 else {
      throw PluginError.cacheUnusable(
        path: path, folder: folder, reason: String(cString: strerror(errno)))
    }
  }
}
