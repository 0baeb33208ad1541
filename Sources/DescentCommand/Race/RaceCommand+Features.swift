import Descent
import DescentFiles
import DescentStudy
import Foundation

/// `--features`: robustness tables.
extension RaceCommand {
  /// Prints a robustness table for each problem.
  func tabulate(_ features: [Feature], _ titles: [String], _ race: Race) async throws {
    let console = Console.current
    var tables: [RobustnessTable] = []
    var specifications: [Specification] = []
    for title in titles {
      specifications.append(
        try await Workbench.current.specification(title, kind: "problem"))
    }
    // Find wrong settings before the first run.
    for specification in specifications {
      for feature in features {
        _ = try feature.problem(specification, repetition: 0, registry: race.registry)
      }
    }
    let line = Self.liveLine()
    for (place, specification) in specifications.enumerated() {
      let robustness = RobustnessRace(
        problem: specification, features: features, race: race,
        seeds: seeds ?? Self.defaultSeeds)
      let entries = try await robustness.run(
        concurrency: ProcessInfo.processInfo.activeProcessorCount,
        finished: { line($0, $1, $2) })
      if console.hasLiveLine { console.errors("\r\u{1B}[K") }
      guard let entries else {
        throw Failure.interrupted(
          Interruption.signal ?? 2, "after \(place) of \(counted(titles.count, "problem"))")
      }
      tables.append(
        RobustnessTable(title: titles[place], seeds: robustness.seeds, entries: entries))
      if !json { console.print((place > 0 ? "\n" : "") + tables[place].text) }
    }
    if json { return console.print(.array(tables.map(\.json))) }
    console.print("\n" + RobustnessTable.notes)
    if tables.contains(where: { $0.entries.joined().contains(where: \.isTuned) }) {
      console.print(RaceTable.note)
    }
  }

  static func list(_ text: String) throws -> [Feature] {
    let features = Result { try Feature.list(text) }
    if case .failure(let error as ConfigurationError) = features,
      case .unknownName(_, let name, let near, let valid) = error
    {
      throw Failure.usage(
        "--features: there is no feature '\(name)'" + hint(near),
        next: "there are: " + valid.joined(separator: ", "))
    }
    return try features.get()
  }
}
