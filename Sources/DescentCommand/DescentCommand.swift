import ArgumentParser

/// The `descent` command line.
public struct DescentCommand: AsyncParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "descent",
    abstract: "A workbench for optimizers: run them, race them, check what they are measured by.",
    discussion: """
      A SPEC is a name, or a name with settings: adam, adam:lr=0.01,beta1=0.8.

      EXAMPLES
        descent race
        descent run --problem rosenbrock --optimizer adam:lr=0.01 --steps 2000
        descent check adam
        descent show adam
      """,
    version: Version.descent,
    subcommands: [
      RunCommand.self, RaceCommand.self, ListCommand.self, ShowCommand.self, VerifyCommand.self,
      CheckCommand.self, ReproduceCommand.self, ExplainCommand.self,
    ])

  public init() {}

  /// Runs the command line on these arguments (without the program's name).
  /// - Returns: the exit status: 0 done, 1 a verdict failed, 2 something broke, 64 usage.
  public static func execute(_ arguments: [String], console: Console) async -> Int32 {
    await Console.$current.withValue(console) {
      do {
        var command = try parseAsRoot(arguments)
        if var command = command as? any AsyncParsableCommand {
          try await command.run()
        } else {
          try command.run()
        }
        return 0
      } catch {
        let failure = Failure(error)
        if !failure.message.isEmpty {
          failure.status == 0 ? console.print(failure.message) : console.printError(failure.message)
        }
        return failure.status
      }
    }
  }
}
