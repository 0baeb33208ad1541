import ArgumentParser

/// What contributors run and users never see.
package struct WorkshopCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "DescentWorkshop",
    abstract: "Tools of this project's contributors; run them from the root of the project.",
    subcommands: [
      MutantsCommand.self, RightsCommand.self, WrongsCommand.self, PaperCommand.self,
      FuzzCommand.self, GSLCommand.self, SymbolsCommand.self,
    ])

  package init() {}
}
