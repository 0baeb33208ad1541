import ArgumentParser
import Descent

/// The names of the commands of the program under way.
package enum CommandNames {
  /// Those that are shown.
  package static var all: [String] {
    DescentCommand.root.configuration.subcommands
      .filter { $0.configuration.shouldDisplay }.map { $0._commandName }
  }

  /// Refuses a first word that is no command, with the command that was meant.
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
