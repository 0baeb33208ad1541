import ArgumentParser
import Descent
import DescentCommand
import DescentSample

/// `DescentWorkshop mutants`: checks the laws.
struct MutantsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mutants",
    abstract: "Check the laws: which law rejects which wrong rule.",
    discussion: """
      Exits with 1 if a wrong rule survives the law that is named for it, if a law rejects nothing, or if
      a pair of the list that is given is lost: not rejected in 1,000 cases either. Of a sample no law need
      reject anything.
      """)

  @Option(parsing: .unconditional, help: "Cases a law.")
  var cases = 10

  @Option(help: "Seed of the cases.")
  var seed: UInt64 = 0

  @Option(
    help: ArgumentHelp(
      "A list of pairs that must not be lost, a line 'mutant: law law …' each.", valueName: "file"))
  var against: String?

  @Flag(help: "Draw some of the wrong rules, by the commit, and those that its change touches.")
  var sample = false

  @Flag(help: "Print a JSON array instead.")
  var json = false

  @Option(help: ArgumentHelp("Write what the paper says of it here.", valueName: "dir"))
  var record: String?

  func run() async throws {
    try CaseCount.check(cases, owner: "mutants")
    // A broken list, found before the work.
    let list = try against.map { try KillList(path: $0) }
    try await MutantReport(
      cases: cases, seed: seed, json: json, list: list, sample: sample ? Sample.current() : nil,
      record: record
    ).print()
  }
}
