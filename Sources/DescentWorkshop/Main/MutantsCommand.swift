import ArgumentParser
import Descent
import DescentCommand
import DescentSample

/// `DescentWorkshop mutants`: checks the laws.
struct MutantsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mutants",
    abstract: "Check the laws by showing which law rejects which wrong rule.",
    discussion: """
      Exits with 1 if a wrong rule survives the law that is named for it, if a law rejects nothing, or if a \
      pair of the given list is lost, which means that its law does not reject its wrong rule in 1,000 cases \
      either. With a sample, laws may reject nothing.
      """)

  @Option(parsing: .unconditional, help: "Cases per law.")
  var cases = 10

  @Option(help: "Seed of the cases.")
  var seed: UInt64 = 0

  @Option(
    help: ArgumentHelp(
      "A list of pairs that must not be lost, with lines 'mutant: law law …'.", valueName: "file"))
  var against: String?

  @Flag(help: "Test only a sample of the wrong rules, drawn by commit, and those that it touches.")
  var sample = false

  @Flag(help: "Print a JSON array instead.")
  var json = false

  @Option(help: ArgumentHelp("Write the numbers for the paper to this folder.", valueName: "dir"))
  var record: String?

  func run() async throws {
    try CaseCount.check(cases, owner: "mutants")
    // Read the list first, so that an invalid list is found before the work.
    let list = try against.map { try KillList(path: $0) }
    try await MutantReport(
      cases: cases, seed: seed, json: json, list: list, sample: sample ? Sample.current() : nil,
      record: record
    ).print()
  }
}
