import ArgumentParser
import Descent
import DescentFiles
import DescentPlugins
import Foundation

/// `descent new`: writes a plugin file, or a package, to start from.
struct NewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Write a new optimizer, problem or schedule to start from.",
    discussion: """
      The file compiles and passes the laws, and its comments say what to change first. Beside it, \
      .sourcekit-lsp/config.json tells editors where Descent is; an existing one is kept. A package \
      has the same file, a command line that knows the name, and the laws as tests.

      EXAMPLES
        descent new optimizer MyRule
        descent new problem Canyon
        descent new schedule Sawtooth
      """)

  @Argument(help: "optimizer, problem or schedule.")
  var kind: PluginTemplate.Kind

  @Argument(help: "The type's name, such as MyRule.")
  var name: String

  @Flag(help: "Write a package, in a folder of that name.")
  var package = false

  @Option(help: ArgumentHelp("Write into this folder (default: here).", valueName: "dir"))
  var folder = "."

  @Option(
    help: ArgumentHelp(
      "Descent's own package (default: the one that this program was built in).", valueName: "dir"))
  var descent: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() async throws {
    let template = try PluginTemplate(kind, named: name)
    if let entry = CatalogEntry.named(template.key) {
      Console.current.printError(
        "descent: note: '\(template.key)' is the name of something built in (\(entry.card.summary)); the file's "
          + "name gets its module's name as a prefix")
    }
    try package ? writePackage(template) : writeFile(template)
  }

  private func writeFile(_ template: PluginTemplate) throws {
    let file = path(template.name + ".swift")
    try Self.refuseToReplace(file)
    try Self.write(template.source, to: file)
    try writeEditorSettings()
    let next =
      switch template.kind {
      case .optimizer: "descent race rosenbrock \(file) adam"
      case .problem: "descent race \(file)"
      case .schedule: "descent show \(file)"
      }
    guard !json else { return print(template, files: [file]) }
    Console.current.print("wrote \(file); now\n  descent check \(file)\n  \(next)")
  }

  /// Writes settings with which an editor resolves `import Descent` outside a package. Writes nothing if
  /// the program has no modules beside it, or if there are settings already.
  private func writeEditorSettings() throws {
    let file = path(EditorSettings.file)
    guard !FileManager.default.fileExists(atPath: file),
      let settings = try? EditorSettings(program: PluginLoader().program)
    else { return }
    try Self.write(settings.text, to: file)
  }

  private func writePackage(_ template: PluginTemplate) throws {
    let root = path(template.name)
    try Self.refuseToReplace(root)
    guard let home = descent ?? Self.ownPackage else {
      throw Failure.usage(
        "Descent's own package was not found", next: "say where it is: --descent DIR")
    }
    guard FileManager.default.fileExists(atPath: home + "/Package.swift") else {
      throw Failure.usage("there is no Package.swift in \(home)", next: "choose another --descent")
    }
    let absolute = URL(filePath: home).standardizedFileURL.path(percentEncoded: false)
    let package = PackageTemplate(
      plugin: template, descent: absolute.hasSuffix("/") ? String(absolute.dropLast()) : absolute)
    for file in package.files { try Self.write(file.text, to: root + "/" + file.path) }
    guard !json else { return print(template, files: package.files.map { root + "/" + $0.path }) }
    Console.current.print(
      "wrote the package \(root); now\n  cd \(root)\n  swift test\n"
        + "  swift run \(template.name)Descent show \(template.key)")
  }

  private func print(_ template: PluginTemplate, files: [String]) {
    Console.current.print(
      .keyed([
        ("kind", .string(template.kind.rawValue)), ("name", .string(template.key)),
        ("files", .array(files.map { .string($0) })),
      ]))
  }

  private func path(_ name: String) -> String {
    folder == "." ? name : URL(filePath: folder).appending(path: name).relativePath
  }

  /// The package whose build folder holds this program; nil if the program is not in one.
  private static var ownPackage: String? {
    var place = URL(filePath: PluginLoader().program).resolvingSymlinksInPath()
    while place.pathComponents.count > 1 {
      place.deleteLastPathComponent()
      let manifest = try? String(
        contentsOf: place.appending(path: "Package.swift"), encoding: .utf8)
      if let manifest, manifest.contains("name: \"DescentCommand\"") {
        return place.path(percentEncoded: false)
      }
    }
    return nil
  }

  private static func refuseToReplace(_ path: String) throws {
    guard !FileManager.default.fileExists(atPath: path) else {
      throw Failure.usage("\(path) is there already", next: "choose another name, or move it away")
    }
  }

  private static func write(_ text: String, to path: String) throws {
    let url = URL(filePath: path)
    do {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url, options: .withoutOverwriting)
    } catch {
      throw Failure.usage("cannot write \(path)", next: "choose a --folder that can be written")
    }
  }
}

extension PluginTemplate.Kind: ExpressibleByArgument {}
