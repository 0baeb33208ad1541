import ArgumentParser
import DescentCommand
import Foundation

/// `DescentWorkshop symbols`: counts the public symbols of modules and lists the undocumented ones.
struct SymbolsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "symbols",
    abstract: "Count the public symbols of modules, and list those without documentation.",
    discussion: """
      Reads the symbol graphs that the compiler extracts from the release build. A symbol that implements a \
      requirement of a protocol is documented with the requirement and does not count as undocumented. Exits \
      with 1 if a symbol has no documentation.
      """)

  @Argument(help: "The modules (default: Descent and DescentLaws).")
  var modules: [String] = []

  @Option(help: ArgumentHelp("The folder of the release build.", valueName: "dir"))
  var build = ".build/release"

  func run() async throws {
    var undocumented = 0
    for module in modules.isEmpty ? ["Descent", "DescentLaws"] : modules {
      let graph = try SymbolGraph(of: module, build: build)
      let missing = graph.undocumented
      Console.current.print(
        "\(module): \(graph.symbols.count) public symbols, \(graph.typeCount) of them types, "
          + "\(missing.count) without documentation")
      for symbol in missing { Console.current.print("  " + symbol.text) }
      undocumented += missing.count
    }
    if undocumented > 0 { throw Failure.verdict }
  }
}
