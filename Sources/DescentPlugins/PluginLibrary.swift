import Descent
import Foundation
import Synchronization

/// A compiled plugin: a library with a stamp of the kernel for which it was compiled, and one entry
/// point.
enum PluginLibrary {
  static let entryName = "descent_plugin"
  static let stampName = "descent_plugin_stamp"
  static let stamp = "descent-plugin-kernel:"
  /// Whether this process has loaded a plugin, which may have started other processes.
  static let hasLoaded = Atomic<Bool>(false)

  /// The bytes of a library. The stamp is checked before loading, so that no code of a library
  /// for another kernel, or of a library that is not a plugin, is ever run.
  /// - Parameters:
  ///   - file: the library.
  ///   - path: its name in errors.
  static func content(
    of file: String, as path: String, for modules: KernelModules
  ) throws(PluginError) -> [UInt8] {
    let content = try bytes(of: file, for: path)
    guard let identity = identity(in: content) else {
      throw .notAPlugin(path: path, reason: "it has no stamp of a kernel")
    }
    guard identity == modules.identity else {
      throw .otherKernel(path: path, found: identity, running: modules.identity)
    }
    return content
  }

  /// Loads a library with a valid stamp. Output during registration goes to standard error, because
  /// standard output belongs to the command.
  static func load(_ file: String, as path: String) throws(PluginError) -> Plugin {
    fflush(nil)
    let output = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
    if output >= 0 { dup2(STDERR_FILENO, STDOUT_FILENO) }
    defer {
      fflush(nil)
      if output >= 0 {
        dup2(output, STDOUT_FILENO)
        close(output)
      }
    }
    hasLoaded.store(true, ordering: .relaxed)
    // A name without a slash would be searched among the system's libraries.
    let absolute = URL(filePath: file).standardizedFileURL.path(percentEncoded: false)
    guard let handle = dlopen(absolute, RTLD_NOW | RTLD_LOCAL) else {
      throw .notAPlugin(path: path, reason: dlerror().map { String(cString: $0) } ?? "no reason")
    }
    guard let symbol = dlsym(handle, entryName) else {
      throw .notAPlugin(path: path, reason: "it has no entry '\(entryName)'")
    }
    // The library is never unloaded, because the types that it defines may be in use anywhere.
    typealias Entry = @convention(c) (UnsafeMutableRawPointer) -> Void
    let entry = unsafeBitCast(symbol, to: Entry.self)
    return withUnsafeTemporaryAllocation(of: Plugin.self, capacity: 1) { place in
      entry(UnsafeMutableRawPointer(place.baseAddress!))
      return place.moveElement(from: 0)
    }
  }

  /// The kernel for which a library was compiled, or nil if it has no stamp.
  private static func identity(in bytes: [UInt8]) -> String? {
    let data = Data(bytes)
    guard let found = data.range(of: Data(stamp.utf8)) else { return nil }
    let rest = data[found.upperBound...].prefix(64)
    guard let end = rest.firstIndex(of: UInt8(ascii: ";")) else { return nil }
    return String(decoding: rest[..<end], as: UTF8.self)
  }
}
