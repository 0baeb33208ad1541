import ArgumentParser
import Descent
import DescentCatalog
import DescentChecks
import DescentLaws
import Rainbow

/// `descent diff`: compares two rules or two schedules.
struct DiffCommand: AsyncParsableCommand, TakesPlugins {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compare two update rules, or two schedules, and find where they differ.",
    discussion: """
      Runs both on the same random cases. Hyperparameters of the same name get the same values, \
      settings that are given are held fixed, and settings that only one of them has keep their \
      defaults. Prints the smallest case where they differ and, for rules, both fingerprints with the \
      cells that differ marked. Schedules are compared at the first steps, around their ends, and far \
      beyond. Exits with 1 if the two differ in a case or in a cell, or if no case can be compared.

      EXAMPLES
        descent diff adam:weight_decay=0 adamw:weight_decay=0
        descent diff momentum:momentum=0,nesterov=false,dampening=0 sgd
        descent diff polynomial:power=1 linear:start=1
      """)

  @Argument(
    help: "An optimizer or a schedule, as name:key=value,….",
    completion: Completions.names("optimizers", "schedules"))
  var first: String

  @Argument(help: "Another one.", completion: Completions.names("optimizers", "schedules"))
  var second: String

  @Option(name: .shortAndLong, parsing: .unconditional, help: "How many cases to compare.")
  var cases = 200

  @Option(name: .shortAndLong, help: "Seed of the cases.")
  var seed: UInt64 = 0

  @OptionGroup var plugins: PluginOptions

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() async throws {
    try CaseCount.check(cases, owner: "diff")
    let result = try await Self.areSchedules(first, second) ? schedules() : rules()
    let console = Console.current
    if json {
      console.print(result.json(first, second, seed: seed))
    } else {
      console.print(Self.verdict(result, first, second))
      if !result.rows.isEmpty { console.print("\n" + Self.fingerprints(result, console)) }
    }
    if !result.isEqual { throw Failure.verdict }
  }

  private func rules() async throws -> Difference {
    difference(
      of: try await Self.subject(first, lane: 0), and: try await Self.subject(second, lane: 1),
      cases: cases, seed: seed)
  }

  private func schedules() async throws -> Difference {
    difference(
      of: try await Self.schedule(first, lane: 0), and: try await Self.schedule(second, lane: 1),
      cases: cases, seed: seed)
  }

  /// Whether one of the two texts names schedules only. This starts no process of a foreign rule.
  private static func areSchedules(_ texts: String...) async throws -> Bool {
    for text in texts {
      switch try Specification(text).source {
      case .python, .exec: continue
      case .name, .file: break
      }
      let found: [Specification]
      // A file with several kinds is ambiguous here; it is resolved later, when the kind is known.
      do { found = try await Workbench.current.specifications(text) } catch is Failure { continue }
      let kinds = found.map { CatalogEntry.named($0.name) }
      if !kinds.isEmpty, kinds.allSatisfy({ if case .schedule? = $0 { true } else { false } }) {
        return true
      }
    }
    return false
  }

  private static func schedule(_ text: String, lane: Int) async throws -> ScheduleSubject {
    let workbench = Workbench.current
    let specification = try await workbench.specification(text, kind: "schedule")
    workbench.guarded([specification], lane: lane, patience: GuardSupervisor.patience)
    guard let entry = CatalogEntry.named(specification.name) else {
      throw CatalogEntry.unknown(specification.name)
    }
    guard case .schedule(let schedule) = entry else {
      throw Failure.usage(
        "'\(specification.name)' is not a schedule, but the other one is",
        next: "compare two schedules or two optimizers")
    }
    guard let type = schedule.scheduleType else { throw combination(specification.name) }
    _ = try schedule.make(settings: specification.settings)
    var subject = ScheduleSubject(type).holding(specification.settings)
    subject.make = turning(to: lane, subject.make)
    return subject
  }

  private static func combination(_ name: String) -> Failure {
    .usage(
      "'\(name)' is a combination, which has no laws", next: "compare its parts")
  }

  /// - Parameter lane: the index of the rule, 0 or 1, for the process that guards this one.
  private static func subject(_ text: String, lane: Int) async throws -> RuleSubject {
    let workbench = Workbench.current
    let specification = try await workbench.specification(text, kind: "optimizer")
    workbench.guarded([specification], lane: lane, patience: GuardSupervisor.patience)
    _ = try workbench.registry.optimizer(specification)
    if let foreign = workbench.worker(named: specification.name) {
      let subject = try foreign.subject(holding: []).subject
      return subject.pinned(
        Dictionary(
          try foreign.checked(specification).settings.map { ($0.key, $0.text) },
          uniquingKeysWith: { $1 }))
    }
    let types = workbench.registry.optimizerTypes
    guard let type = types.first(where: { $0.registeredName == specification.name }) else {
      guard case .optimizer = CatalogEntry.named(specification.name) else {
        throw CatalogEntry.unknown(specification.name)
      }
      throw combination(specification.name)
    }
    var subject = Catalog.subject(of: type).pinned(
      Dictionary(
        try type.expandingPreset(specification.settings).map { ($0.key, $0.text) },
        uniquingKeysWith: { $1 }))
    subject.make = turning(to: lane, subject.make)
    return subject
  }

  /// Tells the guarding process which of the two runs next: the one that was made last.
  private static func turning<Made>(
    to lane: Int, _ make: @escaping @Sendable (Specification) throws -> Made
  ) -> @Sendable (Specification) throws -> Made {
    guard let channel = GuardChannel.current else { return make }
    return { settings in
      channel.turn(to: lane)
      return try make(settings)
    }
  }

  private static func verdict(_ result: Difference, _ first: String, _ second: String) -> String {
    let shared =
      result.shared.isEmpty ? "" : "; both draw " + result.shared.joined(separator: ", ")
    // Compare the fingerprints too, because probes reach inputs that the few cases may have missed.
    let rows = result.rows.filter(\.differs).map(\.label)
    let others =
      rows.isEmpty
      ? ""
      : "\nbut their fingerprints differ at \(rows.joined(separator: ", ")): they are not the same"
    switch result.outcome {
    case .identical:
      return "\(first) and \(second) are identical to the bit in \(counted(result.cases, "case"))"
        + shared + others
    case .rounding(let ulps):
      return "\(first) and \(second) are equal up to rounding, at most \(numberText(ulps)) ulp, in "
        + counted(result.cases, "case") + shared + others
    case .incomparable(let reason): return "no case could be compared: \(reason)"
    case .parts(let counterexample):
      let violation = counterexample.violation
      var lines = ["\(first) and \(second) differ; the smallest case found:", ""]
      lines += counterexample.text.split(separator: "\n").map { "  " + $0 }
      let (a, b) = (violation.expected, violation.found)
      lines += [
        "",
        "\(violation.message): \(first) is at \(a.map { "\($0)" } ?? "-"), "
          + "\(second) at \(b.map { "\($0)" } ?? "-")",
      ]
      return lines.joined(separator: "\n")
    }
  }

  private static func fingerprints(_ result: Difference, _ console: Console) -> String {
    let table = tableText(
      ["fingerprint", result.first, result.second, ""],
      rows: result.rows.map { [$0.label, $0.first, $0.second, $0.differs ? "differs" : ""] })
    guard console.isTerminal else { return table }
    return table.split(separator: "\n").map {
      $0.hasSuffix("differs") ? String($0).yellow : String($0)
    }.joined(separator: "\n")
  }
}
