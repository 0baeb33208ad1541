import ArgumentParser
import Descent
import DescentCommand
import DescentLaws
import DescentPaper
import DescentRights
import DescentSample
import Foundation

/// `DescentWorkshop rights`: checks that the laws accept right rules.
struct RightsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rights",
    abstract: "Check the laws on right rules, which no law may reject.",
    discussion: """
      Compiles the rules of Tests/RightRules, and the built-in, example and proof rules without their traits, \
      in every form in which they can be written, and runs the battery on each. Prints every rejection with \
      rule, law and case, and exits with 1 if there is one.
      """)

  @Argument(help: "Files by name, or file.form (default: all).")
  var names: [String] = []

  @Option(help: "How thorough: fast, pull or nightly.")
  var tier: Tier = .fast

  @Option(help: "Number of seeds of the cases, counted from 0.")
  var seeds = 1

  @Flag(help: "Test only a sample of files and forms, drawn by commit, and those that it touches.")
  var sample = false

  @Option(help: ArgumentHelp("Only write the sources to this folder.", valueName: "dir"))
  var write: String?

  @Option(help: ArgumentHelp("Write the numbers for the paper to this folder.", valueName: "dir"))
  var record: String?

  func run() async throws {
    guard seeds >= 1 else {
      throw ConfigurationError.outOfRange(
        owner: "rights", key: "seeds", value: String(seeds), allowed: "[1, inf)")
    }
    let units = try units()
    if let write {
      return try RuleWorkplace.write(
        units.map { (name: $0.name, source: $0.source) }, into: write)
    }
    let findings = try await RuleWorkplace.findings(of: units, named: "rights") { unit, place in
      try await self.findings(unit, place)
    }.sorted { ($0.file, $0.rule) < ($1.file, $1.rule) }
    let report = RightsReport(findings: findings, runs: seeds)
    Console.current.print(report.text)
    try record.map(report.numbers.write)
    guard report.accusations.isEmpty else { throw Failure.verdict }
  }

  private func units() throws -> [RightCorpus.Unit] {
    let corpus = try RightCorpus(root: URL(filePath: FileManager.default.currentDirectoryPath))
    let named = corpus.units.filter {
      names.isEmpty || names.contains($0.file) || names.contains($0.name)
    }
    guard sample, let drawn = Sample.current() else { return named }
    return drawn.places(12, of: named.map { (id: $0.name, subject: $0.file) }).map { named[$0] }
  }

  private func findings(
    _ unit: RightCorpus.Unit, _ place: RuleWorkplace
  ) async throws -> [RightsReport.Finding] {
    try place.write(unit.source, unit.name)
    return try await place.rules(unit.name).map { type in
      let clock = ContinuousClock()
      let start = clock.now
      // Pass the author's exemptions as exceptions of this run, because without the author's declarations
      // they may be unnecessary, which is an error only for exemptions.
      let own = Battery(type)
      let battery = own.excepting(own.exemptions)
      let laws = battery.selection(tier: tier)
      var failures: [LawFailure] = []
      for seed in 0..<UInt64(seeds) {
        for law in laws {
          let report = battery.report(law: law, cases: tier.cases, seed: seed)
          if let failure = LawFailure(report) { failures.append(failure) }
        }
      }
      return RightsReport.Finding(
        file: unit.name, rule: battery.name, failures: failures,
        seconds: (clock.now - start) / .seconds(1))
    }
  }
}
