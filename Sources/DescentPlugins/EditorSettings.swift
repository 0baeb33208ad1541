import Foundation

/// Settings for an editor's language server for a plugin file outside of a package: the workbench's
/// compiler flags, as `.sourcekit-lsp/config.json` in the folder of the plugin.
package struct EditorSettings {
  /// The settings' file, relative to the folder of the plugin file.
  package static let file = ".sourcekit-lsp/config.json"

  private let flags: [String]

  /// - Parameter program: the path of the running program, which determines where the kernel's
  ///   modules are.
  /// - Throws: ``PluginError/noModules(path:places:)`` if the modules are not found.
  package init(program: String) throws(PluginError) {
    let modules = try KernelModules.find(for: Self.file, program: program)
    flags =
      ["-swift-version", "6", "-parse-as-library", "-I", modules.folder]
      + modules.moduleMaps.flatMap { ["-Xcc", "-fmodule-map-file=\($0)"] }
  }

  /// The file's text.
  package var text: String {
    let lines = flags.map { flag in
      let escaped = flag.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      return "      \"\(escaped)\""
    }
    return """
      {
        "fallbackBuildSystem": {
          "swiftCompilerFlags": [
      \(lines.joined(separator: ",\n"))
          ]
        }
      }

      """
  }
}
