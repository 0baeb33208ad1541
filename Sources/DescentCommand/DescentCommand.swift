import ArgumentParser

/// The `descent` command line.
public struct DescentCommand: ParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "descent", abstract: "A workbench for optimizers: run, race, list, show, verify.")

  public init() {}
}
