import Foundation

/// What an editor's language server needs to understand a plugin file that is in no package: the flags that
/// the workbench compiles it with, as `.sourcekit-lsp/config.json` beside it.
package struct EditorSettings {
  /// The settings' file, relative to the folder of the plugin file.
  package static let file = ".sourcekit-lsp/config.json"

  private let flags: [String]

  /// - Parameter program: the path of the running program, beside which the kernel's modules are.
  /// - Throws: ``PluginError/noModules(path:places:)`` if they are not there.
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
