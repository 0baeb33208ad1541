import ArgumentParser
import Descent
import DescentData
import DescentPlugins
import Foundation
import Synchronization

/// The `descent` command line.
public struct DescentCommand: AsyncParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "descent",
    abstract: "A workbench for optimizers: run them, race them, check what they are measured by.",
    discussion: """
      A SPEC is a name, or a name with settings: adam, adam:lr=0.01,beta1=0.8. A plugin file can take \
      the place of the name: MyRule.swift, MyRule.swift:lr=0.01. Every plugin file in the folders that \
      DESCENT_PLUGINS names (joined by colons) is loaded at start.

      EXAMPLES
        descent race
        descent run rosenbrock adam --lr 0.01 --steps 2000
        descent check adam
        descent show adam
      """,
    version: Version.descent,
    subcommands: [
      RunCommand.self, RaceCommand.self, TraceCommand.self, ListCommand.self, ShowCommand.self,
      GalleryCommand.self, VerifyCommand.self, EvaluateCommand.self, CheckCommand.self,
      DiffCommand.self, AuditCommand.self,
      TraitsCommand.self,
      ReproduceCommand.self, ExplainCommand.self,
      NewCommand.self, WatchCommand.self, CompileCommand.self, CheckWorker.self,
      RegisterWorker.self, PowerWorker.self,
      ManualCommand.self,
    ])

  public init() {}

  /// Whether the running program can be started again as a worker: it was started by ``main(adding:)`` or
  /// as `descent`, and is not a test host.
  package static var hasWorkers: Bool { isProgram.load(ordering: .relaxed) }
  private static let isProgram = Atomic<Bool>(false)

  /// The root of the current command line; other programs of this package have their own.
  @TaskLocal static var root: any AsyncParsableCommand.Type = DescentCommand.self

  /// Runs the command line of another program of this package, with the console and the errors of this one.
  package static func execute(
    _ root: any AsyncParsableCommand.Type, _ arguments: [String], console: Console
  ) async -> Int32 {
    await $root.withValue(root) { await execute(arguments, console: console) }
  }

  /// Runs the command line on these arguments (without the program's name).
  /// - Returns: the exit status: 0 done, 1 a verdict failed, 2 something broke, 64 usage.
  /// - Parameter plugin: the plugin that a separate package adds to the built-in names.
  public static func execute(
    _ arguments: [String], console: Console, adding plugin: Plugin = Plugin()
  ) async -> Int32 {
    await Console.$current.withValue(console) {
      let workbench = Workbench(PluginLoader(hasColor: console.hasLiveLine))
      do { try workbench.add(plugin) } catch { return report(error) }
      return await Workbench.$current.withValue(workbench) {
        await DataNotes.$current.withValue(DataNotes()) { await executeHere(arguments) }
      }
    }
  }

  /// Runs the whole command line for a package with its own plugin, on the process's arguments and streams,
  /// and ends the process.
  ///
  /// ```swift
  /// await DescentCommand.main(adding: Plugin(MyRule.self))
  /// ```
  public static func main(adding plugin: Plugin) async -> Never {
    let arguments = Array(CommandLine.arguments.dropFirst())
    let console = Console.process
    isProgram.store(true, ordering: .relaxed)
    let channel = GuardChannel.current
    if channel != nil { GuardedProcess.limitMemory(to: MachineMemory.size) }
    Interruption.listen()
    var status: Int32
    if channel == nil, GuardSupervisor.isNeeded(arguments) {
      status = GuardSupervisor(arguments: arguments).run()
    } else {
      status = await execute(arguments, console: console, adding: plugin)
    }
    if status == 0, StandardStreams.hasLostErrors.load(ordering: .relaxed) { status = 2 }
    Interruption.leave(status)
  }

  /// The name of the current command; nil while the command line is parsed.
  @TaskLocal static var nameOfCommand: String?

  private static func executeHere(_ arguments: [String]) async -> Int32 {
    let command: any ParsableCommand
    do {
      try CommandNames.check(arguments)
      command = try root.parseAsRoot(arguments)
    } catch { return report(error) }
    return await $nameOfCommand.withValue(type(of: command)._commandName) {
      await execute(command)
    }
  }

  private static func execute(_ command: any ParsableCommand) async -> Int32 {
    var command = command
    defer { Workbench.current.endWorkers() }
    do {
      if let command = command as? any TakesPlugins { try await command.plugins.load() }
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      if let failure = Workbench.current.workerFailure { throw failure }
      tellDataNotes()
      return 0
    } catch {
      // If a worker failed, report its failure: the error that followed from the missing numbers says less.
      return report(Workbench.current.workerFailure ?? error)
    }
  }

  /// Prints the notes on how data files were read that are not yet printed.
  static func tellDataNotes() {
    for note in DataNotes.current?.take() ?? [] {
      Console.current.printError("descent: note: \(note)")
    }
  }

  /// Prints the error that ended a command. - Returns: the exit status.
  private static func report(_ error: any Error) -> Int32 {
    let console = Console.current
    let failure = Failure(error)
    if !failure.message.isEmpty {
      // Print help and completion scripts as they are: help is already wrapped to the terminal's width.
      failure.status == 0
        ? console.output(failure.message + "\n") : console.printError(failure.message)
    }
    return failure.status
  }
}
