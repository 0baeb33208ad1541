import Descent
import DescentCatalog
import DescentChecks
import DescentFiles
import DescentLaws

/// The verdicts of a battery on one subject.
struct CheckResult {
  var battery: CheckSubject
  let reports: [LawReport]
  let cases: Int
  let seed: UInt64
  let isReplay: Bool
  let seconds: Double
  /// Whether a law crashed or timed out.
  var wasInterrupted = false
  /// The notes from before the first law, one line each.
  var notes: [String] = []
  /// The rule that `--like` names.
  var like: String?
  /// The last lines that a lost worker wrote to standard error.
  var messages: [String] = []
  /// The laws that were excepted for this run.
  var exceptions: [Exemption] = []

  var passed: [LawReport] {
    reports.filter { if case .passed = $0.outcome { true } else { false } }
  }
  var failed: [LawReport] { reports.filter(\.hasFailed) }
  /// The failures, grouped by cause.
  var findings: [Finding] { Finding.all(in: reports) }
  /// The laws that the subject breaks by a declared exemption.
  var exempt: [(report: LawReport, exemption: Exemption)] {
    reports.compactMap { report in
      guard case .exempt(let exemption, _) = report.outcome else { return nil }
      return (report, exemption)
    }
  }
  /// The laws that only rounding breaks.
  var unstable: [(report: LawReport, counterexample: Counterexample)] {
    reports.compactMap { report in
      guard case .unstable(let counterexample) = report.outcome else { return nil }
      return (report, counterexample)
    }
  }
  /// The exceptions of this run that no law needed.
  var needless: [Exemption] {
    exceptions.filter { exception in
      reports.contains { $0.law.id.lowercased() == exception.law.lowercased() }
        && !exempt.contains { $0.exemption == exception }
    }
  }
  /// The traits that probing found and a case refuted; these are not failures.
  var refuted: [(report: LawReport, counterexample: Counterexample)] {
    reports.compactMap { report in
      guard case .refuted(let counterexample) = report.outcome else { return nil }
      return (report, counterexample)
    }
  }
  var hasFailed: Bool { !failed.isEmpty }

  /// "12 passed, 3 not applicable, 0 failed".
  var summary: String {
    var parts = ["\(passed.count) passed"]
    let told = failed.count + exempt.count + refuted.count + unstable.count
    let others = reports.count - passed.count - told
    if others > 0 { parts.append("\(others) not applicable") }
    if !refuted.isEmpty { parts.append("\(counted(refuted.count, "finding")) refuted") }
    if !exempt.isEmpty { parts.append("\(exempt.count) exempt") }
    if !unstable.isEmpty { parts.append("\(unstable.count) unstable") }
    let causes = findings.count
    let grouped = causes < failed.count ? " by \(counted(causes, "cause"))" : ""
    return (parts + ["\(failed.count) failed\(grouped)"]).joined(separator: ", ")
  }
}

extension CheckResult {
  /// The reason if no case could be drawn for any law; nil otherwise. A rule whose constructor raises has
  /// not passed.
  var unjudged: String? {
    // A rule that refuses the tensors or the settings of the laws says so in a note, and may do so.
    guard passed.isEmpty, failed.isEmpty, notes.isEmpty else { return nil }
    return reports.compactMap(\.skipReason).first { $0.hasPrefix("no case could be drawn") }
  }
}

/// The array of `check --json`: one object per subject.
struct JSONReport {
  let json: JSON

  init(_ results: [CheckResult]) {
    json = .array(results.map(Self.object))
  }

  private static func object(_ result: CheckResult) -> JSON {
    .keyed([
      ("kind", .string(result.battery.kind)), ("name", .string(result.battery.name)),
      ("like", result.like.map { .string($0) } ?? .null),
      ("seed", .string(String(result.seed))), ("cases", .integer(result.cases)),
      ("notes", .array(result.notes.map { .string($0) })),
      ("findings", .array(result.findings.map(finding))),
      ("laws", .array(result.reports.map { law($0, result) })),
      ("cost", result.battery.cost.map(cost) ?? .null),
      ("seconds", .finite(result.seconds)),
      ("worker_messages", .array(result.messages.map { .string($0) })),
    ])
  }

  private static func cost(_ cost: RuleCost) -> JSON {
    func pair(_ numbers: [Double]) -> JSON {
      .keyed([("float32", .finite(numbers[0])), ("float64", .finite(numbers[1]))])
    }
    return .keyed([
      ("nanoseconds_per_coordinate", cost.nanoseconds.map(pair) ?? .null),
      ("allocations_per_step", cost.allocations.map { .finite($0) } ?? .null),
      ("state_bytes_per_parameter", pair(cost.bytes)),
      ("state_bytes_per_tensor", .integer(cost.tensorBytes)),
      ("evaluations_per_step", cost.evaluations.map { .finite($0) } ?? .null),
    ])
  }

  private static func finding(_ finding: Finding) -> JSON {
    .keyed([
      ("cause", .string(finding.cause.key)), ("law", .string(finding.first.law.id)),
      ("laws", .array(([finding.first] + finding.others).map { .string($0.law.id) })),
      (
        "violation",
        finding.first.counterexample.map { .string("\($0.violation)") } ?? .null
      ),
      ("case", finding.first.counterexample.map { .string($0.replayText) } ?? .null),
    ])
  }

  private static func law(_ report: LawReport, _ result: CheckResult) -> JSON {
    var members: [(key: String, value: JSON)] = [
      ("id", .string(report.law.id)), ("name", .string(report.law.name)),
    ]
    switch report.outcome {
    case .passed: members.append(("outcome", .string("passed")))
    case .inapplicable(let reason):
      members += [("outcome", .string("not_applicable")), ("reason", .string(reason))]
    case .failed(let found): members += broken("failed", found)
    case .refuted(let found): members += broken("refuted", found)
    case .unstable(let found): members += broken("unstable", found)
    case .exempt(let exemption, let found):
      members += broken("exempt", found)
      members += [
        ("reason", .string(exemption.reason)), ("reference", .string(exemption.reference)),
        (
          "settings",
          .keyed(exemption.settings.sorted { $0.key < $1.key }.map { ($0, .string($1)) })
        ),
      ]
    }
    return .keyed(members + [("applied", .integer(report.applied))])
  }

  private static func broken(
    _ outcome: String, _ found: Counterexample
  ) -> [(key: String, value: JSON)] {
    [
      ("outcome", .string(outcome)),
      ("violation", .string(found.violation.message)),
      ("expected", found.violation.expected.map { .finite($0) } ?? .null),
      ("found", found.violation.found.map { .finite($0) } ?? .null),
      ("case", .string(found.replayText)),
      ("index", found.index.map { .integer($0) } ?? .null),
    ]
  }
}

extension FailureCause {
  /// The stable name of a cause, for files that later audits are compared with. It does not name the law
  /// for a crash or an error, because which law meets that first is chance.
  var key: String {
    switch self {
    case .ended: "crash"
    case .threw: "error"
    case .notFinite: "not finite"
    case .declared(let trait): "declared \(trait)"
    case .irreproducible: "P1"
    case .law(let id): id
    }
  }
}
