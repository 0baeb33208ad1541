import ArgumentParser

/// The command for contributors, which is not part of the users' program.
package struct WorkshopCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "DescentWorkshop",
    abstract: "Tools for contributors to this project, to be run from its root folder.",
    subcommands: [
      MutantsCommand.self, RightsCommand.self, WrongsCommand.self, PaperCommand.self,
      FuzzCommand.self, GSLCommand.self, SymbolsCommand.self,
    ])

  package init() {}
}
