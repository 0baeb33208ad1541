import ArgumentParser
import Descent

/// The names of the commands of the running program.
package enum CommandNames {
  /// The names that `--help` shows.
  package static var all: [String] {
    DescentCommand.root.configuration.subcommands
      .filter { $0.configuration.shouldDisplay }.map { $0._commandName }
  }

  /// Refuses a first argument that is not a command, and suggests the nearest one.
  /// - Throws: ``Failure``.
  static func check(_ arguments: [String]) throws {
    let root = DescentCommand.root.configuration
    let arguments = arguments.first == "help" ? Array(arguments.dropFirst()) : arguments
    guard let word = arguments.first, !word.hasPrefix("-"), !root.subcommands.isEmpty,
      root.defaultSubcommand == nil, word != "help",
      !root.subcommands.contains(where: {
        $0._commandName == word || $0.configuration.aliases.contains(word)
      })
    else { return }
    let near = hint(for: word, in: all + ["help"])
    let program = root.commandName ?? "descent"
    throw Failure.usage(
      "there is no command '\(word)'\(near)", next: "see '\(program) --help'")
  }
}
