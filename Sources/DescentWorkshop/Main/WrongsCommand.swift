import ArgumentParser
import Descent
import DescentCatalog
import DescentChecks
import DescentCommand
import DescentLaws
import DescentRights
import DescentSample
import Foundation

/// `DescentWorkshop wrongs`: how many wrong rules are found, and by what.
struct WrongsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wrongs",
    abstract: "Measure the laws: how many generated wrong rules they reject.",
    discussion: """
      Puts faults of each kind into the right rules (late, of shapes, of sizes, of extreme numbers, of
      absence and zero rates, of one precision, of two options together), without traits, and runs on
      each what a stranger runs: check, check --like where the rule is a built-in one, and diff against
      the right rule. Prints the shares, and what nothing rejects. The faults were written by an author of
      laws: the shares are a fit.
      """)

  @Argument(help: "Files by name, faults, or file.fault; all unless given.")
  var names: [String] = []

  @Option(help: "How thorough: fast, pull or nightly.")
  var tier: Tier = .fast

  @Option(help: "Seed of the cases.")
  var seed: UInt64 = 0

  @Flag(help: "Draw some of the files and faults, by the commit.")
  var sample = false

  @Flag(help: "Print every wrong rule with what rejects it.")
  var list = false

  @Option(help: ArgumentHelp("Write the sources here, and check nothing.", valueName: "dir"))
  var write: String?

  @Option(help: ArgumentHelp("Write what the paper says of it here.", valueName: "dir"))
  var record: String?

  func run() async throws {
    let units = try units()
    if let write {
      return try RuleWorkplace.write(
        units.map { (name: $0.name, source: $0.source) }, into: write)
    }
    let findings = try await RuleWorkplace.findings(of: units, named: "wrongs") { place in
      // Of several faults at once: written before any of them compiles it.
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
    // Compiled once for all faults of a file: the cache knows it by its contents.
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

  /// The first law that rejects a rule; nil if none does.
  private func rejecting(_ battery: Battery) -> String? {
    battery.selection(tier: tier).lazy.map {
      battery.report(law: $0, cases: tier.cases, seed: seed, shrinks: false)
    }.first(where: \.hasFailed)?.law.id
  }
}
