import Descent
import Foundation

/// The kernel's modules, against which plugins are compiled. They are next to the program in a
/// build folder, or in `PREFIX/lib/descent` for a program installed in `PREFIX/bin`.
public struct KernelModules: Sendable {
  /// The folder of `Descent.swiftmodule`.
  package let folder: String
  /// The module maps of the C headers that the modules use.
  package let moduleMaps: [String]
  /// A digest of the modules that a plugin may import, which hold the layout of every type: it changes
  /// whenever one of them is built differently, and each plugin stores the digest for which it was
  /// compiled.
  public let identity: String

  /// The modules that a plugin file may import.
  static let importable = ["Descent", "DescentMatrix"]

  /// - Parameters:
  ///   - path: the plugin file, for error messages.
  ///   - program: the path of the running program.
  package static func find(for path: String, program: String) throws(PluginError) -> KernelModules {
    let home = URL(filePath: program).resolvingSymlinksInPath().deletingLastPathComponent()
    let installed = home.deletingLastPathComponent().appending(path: "lib/descent")
    let places = [home.appending(path: "Modules"), installed.appending(path: "Modules")]
    guard
      let folder = places.first(where: { place in
        importable.allSatisfy { exists(place, "\($0).swiftmodule") }
      })
    else {
      throw .noModules(path: path, places: places.map { $0.path(percentEncoded: false) })
    }
    let isBuildFolder = folder == places[0]
    let maps =
      isBuildFolder ? try buildFolderMaps(home, for: path) : try installedMaps(installed, for: path)
    var digest = Digest()
    for name in importable {
      let module = folder.appending(path: "\(name).swiftmodule").path(percentEncoded: false)
      // In a build, the program is linked after its modules are written.
      if isBuildFolder, let written = modified(module), let linked = modified(program),
        written > linked
      {
        throw .staleProgram(path: path, program: program)
      }
      digest.add(try bytes(of: module, for: path))
    }
    digest.add(String(KernelBuild.vectorBits))
    return KernelModules(
      folder: folder.path(percentEncoded: false), moduleMaps: maps, identity: digest.text)
  }

  /// The package manager writes a module map for the kernel's own headers, and uses that of
  /// swift-numerics from its checkout.
  private static func buildFolderMaps(_ home: URL, for path: String) throws(PluginError)
    -> [String]
  {
    let scratch = home.deletingLastPathComponent().deletingLastPathComponent()
    return [
      try map(in: [home.appending(path: "CDescentMath.build")], for: path),
      try map(in: [home.appending(path: "CDescentMatrix.build")], for: path),
      try map(
        in: [
          scratch.appending(path: "checkouts/swift-numerics/Sources/_NumericsShims/include"),
          home.appending(path: "_NumericsShims.build"),
        ], for: path),
    ]
  }

  private static func installedMaps(_ library: URL, for path: String) throws(PluginError)
    -> [String]
  {
    [
      try map(in: [library.appending(path: "CDescentMath")], for: path),
      try map(in: [library.appending(path: "CDescentMatrix")], for: path),
      try map(in: [library.appending(path: "_NumericsShims")], for: path),
    ]
  }

  private static func map(in folders: [URL], for path: String) throws(PluginError) -> String {
    guard let folder = folders.first(where: { exists($0, "module.modulemap") }) else {
      throw .noModules(path: path, places: folders.map { $0.path(percentEncoded: false) })
    }
    return folder.appending(path: "module.modulemap").path(percentEncoded: false)
  }

  private static func exists(_ folder: URL, _ name: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: name).path(percentEncoded: false))
  }

  private static func modified(_ path: String) -> Date? {
    try? FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
  }
}

/// The bytes of a file. - Throws: ``PluginError/unreadable(path:reason:)``.
package func bytes(of file: String, for path: String) throws(PluginError) -> [UInt8] {
  var info = stat()
  guard stat(file, &info) == 0 else {
    let reason = errno == ENOENT ? "no such file" : String(cString: strerror(errno))
    throw .unreadable(path: path, reason: reason)
  }
  let kind = info.st_mode & S_IFMT
  guard kind == S_IFREG else {
    // Reading a pipe could block forever, and a device has no end.
    let reason = kind == S_IFDIR ? "it is a directory" : "it is not a regular file"
    throw .unreadable(path: path, reason: reason)
  }
  guard info.st_size <= largestFile else {
    throw .unreadable(path: path, reason: "\(info.st_size) bytes are too many for a plugin")
  }
  do {
    return Array(try Data(contentsOf: URL(filePath: file)))
  } catch {
    throw .unreadable(path: path, reason: (error as NSError).localizedDescription)
  }
}

/// The largest file that is read, in bytes: far larger than any source or library.
private let largestFile = 1 << 30
