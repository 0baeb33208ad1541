import ArgumentParser
import DescentPlugins

/// `descent compile`: compiles a plugin file to a library, for machines without the compiler.
struct CompileCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compile",
    abstract: "Compile a plugin file to a library that --plugin loads.",
    discussion: """
      The library fits this build of descent only; another build refuses to load it. No command needs \
      this, because the other commands compile and cache a plugin file when it is named.
      """)

  @Argument(help: "The .swift file.", completion: .file(extensions: ["swift"]))
  var file: String

  @Option(name: .shortAndLong, help: ArgumentHelp("The path of the library.", valueName: "file.so"))
  var output: String

  func run() async throws {
    guard file.hasSuffix(".swift") else {
      throw Failure.usage("'\(file)' is not a .swift file", next: "see 'descent compile --help'")
    }
    guard PluginLoader.isPlugin(output), !output.hasSuffix(".swift") else {
      throw Failure.usage(
        "--output '\(output)': a library's name must end in .so or .dylib",
        next: "for example --output rule.so")
    }
    try checkOutput(output, argument: "--output")
    try await Workbench.current.compile(file, to: output)
  }
}
