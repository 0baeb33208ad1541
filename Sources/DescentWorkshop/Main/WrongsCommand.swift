import ArgumentParser
import Descent
import DescentCatalog
import DescentChecks
import DescentCommand
import DescentLaws
import DescentPlugins
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

  func run() async throws {
    let units = try units()
    if let write {
      try prepareDirectory(write, argument: "write")
      for unit in units {
        try unit.source.write(
          to: URL(filePath: write).appending(path: "\(unit.name).swift"), atomically: true,
          encoding: .utf8)
      }
      return
    }
    let workplace = FileManager.default.temporaryDirectory.appending(
      path: "descent-wrongs-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: workplace, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: workplace) }
    // Of several faults at once: written before any of them compiles it.
    for unit in units {
      try unit.right.source.write(
        to: workplace.appending(path: "\(unit.right.name).swift"), atomically: true,
        encoding: .utf8)
    }
    let console = Console.current
    let width = ProcessInfo.processInfo.activeProcessorCount
    let findings = try await withThrowingTaskGroup(of: [WrongsReport.Finding].self) { group in
      var (found, next) = ([WrongsReport.Finding](), 0)
      func begin() {
        guard next < units.count else { return }
        let unit = units[next]
        group.addTask { try await self.findings(unit, workplace) }
        next += 1
      }
      for _ in 0..<width { begin() }
      while let more = try await group.next() {
        found += more
        begin()
        if console.hasLiveLine { console.errors("\r\u{1B}[K\(next)/\(units.count) files begun") }
      }
      return found.sorted { ($0.fault, $0.rule) < ($1.fault, $1.rule) }
    }
    if console.hasLiveLine { console.errors("\r\u{1B}[K") }
    console.print(WrongsReport(findings: findings).text(listing: list))
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

  /// The types of a file, loaded.
  private func rules(
    _ name: String, _ workplace: URL
  ) async throws -> [any ConfigurableOptimizer.Type] {
    let file = workplace.appending(path: "\(name).swift")
    return try await PluginLoader().load(file.path(percentEncoded: false)).plugin.optimizers
  }

  private func findings(
    _ unit: RightCorpus.WrongUnit, _ workplace: URL
  ) async throws -> [WrongsReport.Finding] {
    try unit.source.write(
      to: workplace.appending(path: "\(unit.name).swift"), atomically: true, encoding: .utf8)
    let wrong = try await rules(unit.name, workplace)
    // Compiled once for all faults of a file: the cache knows it by its contents.
    let right = try await rules(unit.right.name, workplace)
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
    let start = clock.now
    let (subject, twin) = (RuleSubject(type), RuleSubject(right))
    var finding = WrongsReport.Finding(
      fault: fault.rawValue, kind: fault.kind, rule: type.card.name)
    finding.check = rejecting(Battery(subject))
    let checked = clock.now
    if let builtIn = Catalog.ruleSubjects.first(where: { $0.name == right.card.name }) {
      finding.like = rejecting(Battery(subject.likened(to: RuleClaim(builtIn))))
    }
    let parts = difference(of: subject, and: twin, cases: 200, seed: seed)
    finding.diff = !parts.isEqual
    finding.seconds = (checked - start) / .seconds(1)
    return finding
  }

  /// The first law that rejects a rule; nil if none does.
  private func rejecting(_ battery: Battery) -> WrongsReport.Rejection {
    for law in battery.selection(tier: tier) {
      let report = battery.report(law: law, cases: tier.cases, seed: seed, shrinks: false)
      if LawFailure(report) != nil { return .by(report.law.id) }
    }
    return .none
  }
}
