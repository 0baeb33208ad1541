import ArgumentParser
import Descent
import DescentCatalog
import DescentFiles
import DescentPictures
import DescentStudy
import Foundation

/// `descent race`: several optimizers on the same problems.
struct RaceCommand: AsyncParsableCommand, TakesPlugins {
  static let configuration = CommandConfiguration(
    commandName: "race",
    abstract: "Race optimizers on the same problems, from the same starts and seeds.",
    usage: "descent race [PROBLEM ...] [OPTIMIZER ...] [options]",
    discussion: """
      With no arguments: \(Catalog.raceOptimizers.joined(separator: ", ")) on a bowl, a saddle, a valley and a neural \
      network that reads handwritten digits. An optimizer without lr gets the best rate of \
      \(Self.gridText) in pilot runs of the same length; the table marks it with *.

      --features makes a robustness table: every optimizer, with the same settings, on the unchanged \
      problem (plain) and on changed forms of it. A feature is a modifier of problems, with or without \
      settings, or rescaled, the value times 2^10; 'all' is every feature. Random features are run with \
      several seeds, and the table shows medians. A - marks a rule whose needs a feature does not meet.

      EXAMPLES
        descent race
        descent race rosenbrock adam sgd:lr=0.001
        descent race saddle --steps 200 --plot pictures
        descent race rosenbrock all
        descent race rosenbrock --features all
        descent race beale --features shifted,noisy:dof=2 --seeds 9
      """)

  private static var gridText: String {
    LearningRatePilot.grid.map(\.hyperparameterText).joined(separator: ", ")
  }

  @Argument(
    parsing: .allUnrecognized,
    help: ArgumentHelp(
      """
      Problems and optimizers, in any order, each as name:key=value,… or FILE.swift:key=value,…; 'all' \
      is every optimizer whose needs the problems meet.
      """, valueName: "name"), completion: Completions.names("problems", "optimizers"))
  var words: [String] = []

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("A problem, as above; may be given several times.", valueName: "spec"),
    completion: Completions.names("problems"))
  var problem: [String] = []

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("An optimizer, as above; may be given several times.", valueName: "spec"),
    completion: Completions.names("optimizers"))
  var optimizer: [String] = []

  @Option(
    name: [.customShort("n"), .customLong("steps")], parsing: .unconditional,
    help: """
      Updates of each run (default: \(Race.defaultSteps), or \(Race.defaultEpochs) epochs where \
      there are mini-batches).
      """)
  var typedSteps: WholeNumber?
  var steps: Int? { typedSteps?.value }

  @Option(
    name: [.customShort("s"), .customLong("seed")], parsing: .unconditional,
    help: "Seed of the starts and of the order of mini-batches (default: 0).")
  var typedSeed: SeedArgument?
  var seed: UInt64 { typedSeed?.value ?? 0 }

  @Option(
    help: ArgumentHelp("Draw pictures into this directory.", valueName: "dir"),
    completion: .directory)
  var plot: String?

  @Option(help: ArgumentHelp("The pictures' format, svg or png.", valueName: "format"))
  var plotFormat: PictureFormat?

  @Option(
    help: ArgumentHelp(
      "Make a robustness table over these: all, or names joined by commas.", valueName: "list"))
  var features: String?

  @Option(
    parsing: .unconditional,
    help: "Seeds of random features in a robustness table (default: \(Self.defaultSeeds)).")
  var seeds: Int?

  @Flag(
    help: "Print a JSON array with one object per problem; with --features, the robustness tables.")
  var json = false

  func validate() throws {
    try typedSeed?.check()
    if plotFormat != nil, plot == nil { throw ValidationError("--plot-format needs --plot DIR") }
  }

  static let defaultSeeds = 5

  @OptionGroup var plugins: PluginOptions

  func run() async throws {
    if let steps, steps < 1 {
      throw ConfigurationError.outOfRange(
        owner: "race", key: "steps", value: String(steps), allowed: "[1, inf)")
    }
    if let seeds, seeds < 1 {
      throw ConfigurationError.outOfRange(
        owner: "race", key: "seeds", value: String(seeds), allowed: "[1, inf)")
    }
    if features == nil, seeds != nil {
      throw Failure.usage("--seeds is for --features", next: "add --features")
    }
    if features != nil, plot != nil {
      throw Failure.usage("--plot: a robustness table has no picture", next: "leave out --plot")
    }
    let names = try await RaceNames(words, problems: problem, optimizers: optimizer)
    let problemTexts = names.problems.isEmpty ? Catalog.raceProblems : names.problems
    // Find wrong names before the race starts.
    let problems = try await Self.problems(problemTexts)
    DescentCommand.tellDataNotes()
    let optimizerTexts =
      names.optimizers.isEmpty
      ? Catalog.raceOptimizers : Self.expanding(names.optimizers, problems)
    let optimizers = try await Self.specifications(optimizerTexts)
    if let plot { try prepareDirectory(plot, argument: "--plot") }
    var race = Race(
      problems: problems, optimizers: optimizers, registry: Workbench.current.registry)
    race.steps = steps
    race.seed = seed
    Interruption.poll()
    race.observer = RaceGuard(
      problems: problems, titles: problemTexts, optimizers: optimizers,
      foreign: Set(
        optimizers.indices.filter {
          !Workbench.current.files.isEmpty && Self.isForeign(optimizers[$0])
        }),
      foreignProblems: Set(
        problems.indices.filter {
          Workbench.current.file(of: problems[$0].specification.name) != nil
        }))
    if let features {
      return try await tabulate(try Self.list(features), problemTexts, race)
    }
    let results = try await race.run(
      concurrency: ProcessInfo.processInfo.activeProcessorCount,
      finished: { [line = Self.liveLine()] in
        line($0.optimizer.name, $1, $2)
      })
    if Console.current.hasLiveLine { Console.current.errors("\r\u{1B}[K") }
    let done = results.joined().filter { $0 != nil }.count
    let finished = results.map { $0.compactMap(\.self) }
    // Write files before text, so that a closed output pipe loses no data.
    if let plot, Interruption.signal == nil {
      for (index, entries) in finished.enumerated() {
        let pictures = RacePictures(
          problem: problems[index], title: problemTexts[index],
          names: RaceTable.names(optimizerTexts, entries), entries: entries)
        try await draw(pictures, base: "\(plot)/\(Self.fileName(problemTexts[index]))")
      }
    }
    if json {
      Console.current.print(
        .array(
          finished.indices.map { index in
            RaceTable(
              problem: problems[index], title: problemTexts[index], entries: finished[index]
            ).json
          }))
    } else {
      Self.printTables(problems, problemTexts, finished)
    }
    try Self.checkStarts(problemTexts, finished)
    if let signal = Interruption.signal, done < results.joined().count {
      throw Failure.interrupted(signal, "after \(done) of \(results.joined().count) runs")
    }
  }

  /// Whether any part of a rule comes from a file.
  private static func isForeign(_ specification: Specification) -> Bool {
    if Workbench.current.file(of: specification.name) != nil { return true }
    return specification.values.contains { setting in
      switch setting.value {
      case .text: false
      case .nested(let inner): isForeign(inner)
      case .list(let items): items.contains(where: isForeign)
      }
    }
  }

  /// Ends with status 2 if a problem's start is not finite.
  private static func checkStarts(_ titles: [String], _ results: [[RaceEntry]]) throws {
    for (title, entries) in zip(titles, results)
    where entries.contains(where: { $0.report.outcome == .notFiniteAtStart }) {
      throw Failure.broken("\(title) is not finite at the start")
    }
  }

  static func liveLine() -> @Sendable (String, Int, Int) -> Void {
    let console = Console.current
    return { name, done, count in
      guard console.hasLiveLine else { return }
      console.errors("\r\u{1B}[K\(done)/\(count) runs done, last: \(name)")
    }
  }

  private static func printTables(
    _ problems: [any Problem], _ titles: [String], _ results: [[RaceEntry]]
  ) {
    let console = Console.current
    for (index, entries) in results.enumerated() where !entries.isEmpty {
      if index > 0 { console.print("") }
      console.print(
        RaceTable(problem: problems[index], title: titles[index], entries: entries).text)
    }
    if results.joined().contains(where: \.isTuned) { console.print("\n" + RaceTable.note) }
  }

  /// The optimizers, with `all` replaced by every rule whose needs all of the problems meet.
  private static func expanding(_ texts: [String], _ problems: [any Problem]) -> [String] {
    texts.flatMap { text -> [String] in
      guard text == "all" else { return [text] }
      let entries = Workbench.current.registry.optimizers.filter { $0.optimizerType != nil }
      let fitting = entries.filter { entry in
        guard let needs = try? entry.make().needs.intersection(.ofProblem) else { return false }
        return problems.allSatisfy { $0.offers.isSuperset(of: needs) }
      }
      return fitting.map(\.card.name)
    }
  }

  private static func problems(_ texts: [String]) async throws -> [any Problem] {
    let workbench = Workbench.current
    var problems: [any Problem] = []
    for text in texts {
      let specification = try await workbench.specification(text, kind: "problem")
      problems.append(try workbench.registry.problem(specification))
    }
    return problems
  }

  private static func specifications(_ texts: [String]) async throws -> [Specification] {
    let workbench = Workbench.current
    var specifications: [Specification] = []
    for text in texts {
      let specification = try await workbench.specification(text, kind: "optimizer")
      _ = try workbench.registry.optimizer(specification)
      specifications.append(specification)
    }
    return specifications
  }

  private func draw(_ pictures: RacePictures, base: String) async throws {
    try await drawPicture(pictures.losses, to: "\(base)-loss.\((plotFormat ?? .svg).rawValue)")
    if let trajectories = try pictures.trajectories() {
      try await drawPicture(trajectories, to: "\(base)-path.\((plotFormat ?? .svg).rawValue)")
    }
  }

  /// A specification as a file name: each run of characters other than ASCII letters, digits and dots
  /// becomes one dash.
  static func fileName(_ text: String) -> String {
    text.split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == ".")) }
      .joined(separator: "-")
  }
}

extension PictureFormat: ExpressibleByArgument {}
