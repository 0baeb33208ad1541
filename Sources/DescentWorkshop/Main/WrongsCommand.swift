import ArgumentParser
import Descent
import DescentCatalog
import DescentChecks
import DescentCommand
import DescentLaws
import DescentRights
import DescentSample
import Foundation

/// `DescentWorkshop wrongs`: measures how many wrong rules are found, and by which command.
struct WrongsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wrongs",
    abstract: "Measure how many generated wrong rules the laws reject.",
    discussion: """
      Inserts faults of each kind into the right rules, without traits: late faults, and faults of shapes, of \
      sizes, of extreme numbers, of absent gradients and zero rates, of one precision, and of two options \
      together. Runs on each the commands that a new user runs: check, check --like if the rule is a built-in \
      one, and diff against the right rule. Prints the fraction that is found, and the wrong rules that \
      nothing rejects.

      The fractions are not an independent measurement, because the faults were written by an author of the \
      laws.
      """)

  @Argument(help: "Files by name, faults, or file.fault (default: all).")
  var names: [String] = []

  @Option(help: "How thorough: fast, pull or nightly.")
  var tier: Tier = .fast

  @Option(help: "Seed of the cases.")
  var seed: UInt64 = 0

  @Flag(help: "Test only a sample of the files and faults, drawn by commit.")
  var sample = false

  @Flag(help: "Print every wrong rule with the commands that reject it.")
  var list = false

  @Option(help: ArgumentHelp("Only write the sources to this folder.", valueName: "dir"))
  var write: String?

  @Option(help: ArgumentHelp("Write the numbers for the paper to this folder.", valueName: "dir"))
  var record: String?

  func run() async throws {
    let units = try units()
    if let write {
      return try RuleWorkplace.write(
        units.map { (name: $0.name, source: $0.source) }, into: write)
    }
    let findings = try await RuleWorkplace.findings(of: units, named: "wrongs") { place in
      // Write the right files first, because the units of several faults compile the same right file
      // concurrently.
      for unit in units { try place.write(unit.right.source, unit.right.name) }
    } _: { unit, place in
      try await self.findings(unit, place)
    }.sorted { ($0.fault, $0.rule) < ($1.fault, $1.rule) }
    let report = WrongsReport(findings: findings)
    Console.current.print(report.text(listing: list))
    try record.map(report.numbers.write)
  }

  private func units() throws -> [RightCorpus.WrongUnit] {
    let corpus = try RightCorpus(root: URL(filePath: FileManager.default.currentDirectoryPath))
    let named = corpus.wrongUnits.filter {
      names.isEmpty || names.contains($0.right.file) || names.contains($0.name)
        || names.contains($0.fault.rawValue) || names.contains($0.fault.kind.rawValue)
    }
    guard sample, let drawn = Sample.current() else { return named }
    return drawn.places(12, of: named.map { (id: $0.name, subject: $0.right.file) }).map {
      named[$0]
    }
  }

  private func findings(
    _ unit: RightCorpus.WrongUnit, _ place: RuleWorkplace
  ) async throws -> [WrongsReport.Finding] {
    try place.write(unit.source, unit.name)
    let wrong = try await place.rules(unit.name)
    // The right file is compiled only once for all faults, because the cache identifies it by its contents.
    let right = try await place.rules(unit.right.name)
    return wrong.compactMap { type in
      let name = type.card.name
      let twin = right.first { name == $0.card.name + "_" + unit.fault.rawValue }
      return twin.map { finding(type, $0, unit.fault) }
    }
  }

  private func finding(
    _ type: any ConfigurableOptimizer.Type, _ right: any ConfigurableOptimizer.Type,
    _ fault: WrongForm
  ) -> WrongsReport.Finding {
    let clock = ContinuousClock()
    let (subject, twin) = (RuleSubject(type), RuleSubject(right))
    let start = clock.now
    let check = rejecting(Battery(subject))
    let seconds = (clock.now - start) / .seconds(1)
    let builtIn = Catalog.ruleSubjects.first { $0.name == right.card.name }
    return WrongsReport.Finding(
      fault: fault.rawValue, kind: fault.kind, rule: type.card.name, check: check,
      isClaimed: builtIn != nil,
      like: builtIn.flatMap { rejecting(Battery(subject.likened(to: RuleClaim($0)))) },
      diff: !difference(of: subject, and: twin, cases: 200, seed: seed).isEqual, seconds: seconds)
  }

  /// The identifier of the first law that rejects a rule; nil if there is none.
  private func rejecting(_ battery: Battery) -> String? {
    battery.selection(tier: tier).lazy.map {
      battery.report(law: $0, cases: tier.cases, seed: seed, shrinks: false)
    }.first(where: \.hasFailed)?.law.id
  }
}
