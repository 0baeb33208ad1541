import ArgumentParser
import Descent
import DescentPlugins
import Foundation
import Rainbow

/// `descent watch`: checks and races a plugin file after every save.
struct WatchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Check and race a plugin file after every save.",
    discussion: """
      Compiles the file, checks it against the laws, and races it: an optimizer against Adam on three \
      small problems, a problem with three optimizers; a schedule is drawn. A rule that crashes or \
      hangs is not raced. A terminal is cleared before each verdict; ctrl-C ends the command.
      """)

  /// The problems of the race, small and different: a plateau with steep walls, a saddle, a curved valley.
  static let problems = ["beale", "saddle", "rosenbrock"]

  @Argument(help: "The .swift file.", completion: .file(extensions: ["swift"]))
  var file: String

  @Option(
    name: [.customShort("n"), .customLong("steps")], parsing: .unconditional,
    help: "Updates of each run of the race.")
  var steps = 500

  @Option(help: ArgumentHelp("How long the rule may take over one case.", valueName: "seconds"))
  var timeLimit = 2.0

  @OptionGroup var plugins: PluginOptions

  @Flag(help: .hidden)
  var once = false

  func run() async throws {
    guard file.hasSuffix(".swift") else {
      throw Failure.usage("'\(file)' is not a .swift file", next: "see 'descent watch --help'")
    }
    var seen = Save.of(file)
    while true {
      let failure = await round()
      try Self.checkSignal()
      if once {
        // The screen already shows the reason.
        if let failure { throw Failure(line: "", status: failure.status) }
        return
      }
      // Wait until the file exists, because many editors save by deleting and creating it.
      repeat {
        try await Task.sleep(for: .milliseconds(50))
        try Self.checkSignal()
      } while Save.of(file) == seen || Save.of(file) == nil
      seen = Save.of(file)
    }
  }

  /// Ends the command if a signal came during a race, which polls for signals.
  private static func checkSignal() throws {
    if let signal = Interruption.signal { throw Failure.interrupted(signal, "while it watched") }
  }

  /// One round: check and race, printed when both are complete.
  private func round() async -> Failure? {
    let console = Console.current
    let clock = ContinuousClock()
    let start = clock.now
    let record = ConsoleRecord()
    let quiet = record.console(like: console)
    let failure = await Console.$current.withValue(quiet) {
      await Workbench.$current.withValue(Workbench.current.fresh()) { await verdict() }
    }
    let seconds = String(format: "%.2f s", (clock.now - start) / .seconds(1))
    let head = "\(file): \(failure == nil ? "keeps every law" : "see below"), after \(seconds)"
    let paint = failure == nil ? head.green : head.red
    let body = record.output + record.errors
    if console.isTerminal {
      console.output("\u{1B}[H\u{1B}[2J" + paint.bold + "\n\n" + body)
    } else {
      console.output(head + "\n\n" + body + (once ? "" : "\n"))
    }
    return failure
  }

  /// Prints the verdict and all errors.
  private func verdict() async -> Failure? {
    do {
      try await plugins.load()
      var check = try CheckCommand.parse([file])
      check.timeLimit = timeLimit
      let results = try await check.results()
      let raced = results.contains(where: \.wasInterrupted) ? 0 : try await compare()
      // Print the reports last, so that failures stay visible on a small screen.
      for result in results { CheckReport(result: result, isWhole: false).print() }
      // The race has already printed the reason.
      if raced != 0 { return Failure(line: "", status: raced) }
      return results.contains(where: \.hasFailed) ? .verdict : nil
    } catch {
      let failure = Failure(error)
      if !failure.message.isEmpty { Console.current.print(failure.message) }
      return failure
    }
  }

  /// Races the rules and problems of the file, in a separate process, and draws its schedules.
  /// - Returns: the exit status of the first race that failed, or 0.
  private func compare() async throws -> Int32 {
    let workbench = Workbench.current
    let names = try await workbench.load(file).plugin.plugin.names
    func all(_ kind: String) -> [String] { names.filter { $0.kind == kind }.map(\.name) }
    func words(_ option: String, _ values: [String]) -> [String] {
      values.flatMap { ["--" + option, $0] }
    }
    let length = ["--steps", String(steps)] + words("plugin", plugins.files + [file])
    var status: Int32 = 0
    func race(_ problems: [String], _ optimizers: [String]) {
      let arguments =
        ["race"] + words("problem", problems) + words("optimizer", optimizers) + length
      let ending = GuardSupervisor(arguments: arguments, isCaptured: true).run()
      status = status == 0 ? ending : status
      Console.current.print("")
    }
    let rules = all("optimizer")
    if !rules.isEmpty { race(Self.problems, rules + ["adam"]) }
    let problems = all("problem")
    if !problems.isEmpty { race(problems, ["sgd", "momentum", "adam"]) }
    for name in all("schedule") {
      let schedule = try workbench.registry.schedule(
        Specification(name: name), horizon: ShowSchedule.horizon)
      let sections = ShowSchedule(schedule: schedule).sections.map { $0.text(Console.current) }
      Console.current.print(sections.joined(separator: "\n\n") + "\n")
    }
    return status
  }

  /// The time and size that distinguish one save from the next; nil while there is no file.
  private struct Save: Equatable {
    let time: Date?
    let size: UInt64?

    static func of(_ path: String) -> Save? {
      guard let facts = try? FileManager.default.attributesOfItem(atPath: path) else { return nil }
      return Save(
        time: facts[.modificationDate] as? Date, size: (facts[.size] as? NSNumber)?.uint64Value)
    }
  }
}
