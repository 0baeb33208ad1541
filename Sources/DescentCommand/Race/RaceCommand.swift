import ArgumentParser
import Descent
import DescentCatalog
import DescentPictures
import DescentStudy
import Foundation

/// `descent race`: several optimizers on the same problems.
struct RaceCommand: AsyncParsableCommand, TakesPlugins {
  static let configuration = CommandConfiguration(
    commandName: "race",
    abstract: "Race optimizers on the same problems, from the same starts and seeds.",
    discussion: """
      With no arguments: every built-in optimizer on a bowl, a saddle, a valley and a neural \
      network that reads handwritten digits. An optimizer without lr gets the rate of \
      \(Self.gridText) that does best in a pilot run of the same length; the table marks it with *.

      EXAMPLES
        descent race
        descent race --problem rosenbrock --optimizer adam --optimizer sgd:lr=0.001
        descent race --problem saddle --steps 200 --plot pictures
      """)

  private static var gridText: String {
    LearningRatePilot.grid.map(\.hyperparameterText).joined(separator: ", ")
  }

  @Option(
    help: "A problem, as name:key=value,… or FILE.swift:key=value,…; may be given several times.")
  var problem: [String] = []

  @Option(help: "An optimizer, likewise; may be given several times.")
  var optimizer: [String] = []

  @Option(
    parsing: .unconditional,
    help: """
      Updates of each run (default: \(Race.defaultSteps), or \(Race.defaultEpochs) epochs where \
      there are mini-batches).
      """)
  var steps: Int?

  @Option(help: "Seed of the starts and of the order of mini-batches.")
  var seed: UInt64 = 0

  @Option(help: ArgumentHelp("Draw pictures into this directory.", valueName: "dir"))
  var plot: String?

  @Option(help: ArgumentHelp("The pictures' format, svg or png.", valueName: "format"))
  var plotFormat: PictureFormat = .svg

  @OptionGroup var plugins: PluginOptions

  func run() async throws {
    if let steps, steps < 1 {
      throw ConfigurationError.outOfRange(
        owner: "run", key: "steps", value: String(steps), allowed: "[1, inf)")
    }
    let problemTexts = problem.isEmpty ? Catalog.raceProblems : problem
    let names = Workbench.current.registry.optimizerTypes.map { $0.card.name }
    let optimizerTexts = optimizer.isEmpty ? names : optimizer
    // Wrong names are found before the race, not in the middle of it.
    let problems = try await Self.problems(problemTexts)
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
    let results = try await race.run(
      concurrency: ProcessInfo.processInfo.activeProcessorCount, finished: Self.liveLine())
    if Console.current.hasLiveLine { Console.current.errors("\r\u{1B}[K") }
    let done = results.joined().filter { $0 != nil }.count
    let finished = results.map { $0.compactMap(\.self) }
    // Files before text: a reader that has left takes no data along.
    if let plot, Interruption.signal == nil {
      for (index, entries) in finished.enumerated() {
        let pictures = RacePictures(
          problem: problems[index], title: problemTexts[index],
          names: RaceTable.names(optimizerTexts, entries), entries: entries)
        try await draw(pictures, base: "\(plot)/\(Self.fileName(problemTexts[index]))")
      }
    }
    Self.printTables(problems, problemTexts, finished)
    try Self.checkStarts(problemTexts, finished)
    if let signal = Interruption.signal, done < results.joined().count {
      throw Failure.interrupted(signal, "after \(done) of \(results.joined().count) runs")
    }
  }

  /// Whether anything in a rule comes from a file.
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

  private static func liveLine() -> @Sendable (RaceEntry, Int, Int) -> Void {
    let console = Console.current
    return { entry, done, count in
      guard console.hasLiveLine else { return }
      console.errors("\r\u{1B}[K\(done)/\(count) runs done, last: \(entry.optimizer.name)")
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
    try await drawPicture(pictures.losses, to: "\(base)-loss.\(plotFormat.rawValue)")
    if let trajectories = try pictures.trajectories() {
      try await drawPicture(trajectories, to: "\(base)-path.\(plotFormat.rawValue)")
    }
  }

  /// A specification as a file name: every run of other characters becomes one dash.
  static func fileName(_ text: String) -> String {
    text.split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == ".")) }
      .joined(separator: "-")
  }
}

extension PictureFormat: ExpressibleByArgument {}
