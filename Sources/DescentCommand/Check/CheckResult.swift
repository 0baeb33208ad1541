import Descent
import DescentCatalog
import DescentChecks
import DescentFiles
import DescentLaws

/// What a battery found.
struct CheckResult {
  let battery: CheckSubject
  let reports: [LawReport]
  let cases: Int
  let seed: UInt64
  let isReplay: Bool
  let seconds: Double
  /// Whether a law ended its process, or did not come to an end.
  var wasInterrupted = false
  /// The rule that it is said to be.
  var like: String?

  var passed: [LawReport] {
    reports.filter { if case .passed = $0.outcome { true } else { false } }
  }
  var failed: [LawReport] { reports.filter { $0.hasFailed && exemption($0) == nil } }
  var exempt: [LawReport] { reports.filter { $0.hasFailed && exemption($0) != nil } }
  /// What was found of a rule, and is not so: no failures.
  var refuted: [(report: LawReport, counterexample: Counterexample)] {
    reports.compactMap { report in
      guard case .refuted(let counterexample) = report.outcome else { return nil }
      return (report, counterexample)
    }
  }
  var hasFailed: Bool { !failed.isEmpty }

  func exemption(_ report: LawReport) -> Exemption? { report.exemption(in: Catalog.exemptions) }

  /// "12 passed, 3 not applicable, 0 failed".
  var summary: String {
    var parts = ["\(passed.count) passed"]
    let others = reports.count - passed.count - failed.count - exempt.count - refuted.count
    if others > 0 { parts.append("\(others) not applicable") }
    if !refuted.isEmpty { parts.append("\(counted(refuted.count, "finding")) refuted") }
    if !exempt.isEmpty { parts.append("\(exempt.count) exempt") }
    return (parts + ["\(failed.count) failed"]).joined(separator: ", ")
  }
}

/// The array of `check --json`: an object a subject.
struct JSONReport {
  let text: String

  init(_ results: [CheckResult]) {
    text = JSON.array(results.map(Self.object)).indented()
  }

  private static func object(_ result: CheckResult) -> JSON {
    .keyed([
      ("kind", .string(result.battery.kind)), ("name", .string(result.battery.name)),
      ("like", result.like.map { .string($0) } ?? .null),
      ("seed", .string(String(result.seed))), ("cases", .integer(result.cases)),
      ("laws", .array(result.reports.map { law($0, result) })),
      ("seconds", .finite(result.seconds)),
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
    case .failed(let counterexample), .refuted(let counterexample):
      let outcome =
        !report.hasFailed ? "refuted" : result.exemption(report) == nil ? "failed" : "exempt"
      members += [
        ("outcome", .string(outcome)),
        ("violation", .string(counterexample.violation.message)),
        ("expected", counterexample.violation.expected.map { .finite($0) } ?? .null),
        ("found", counterexample.violation.found.map { .finite($0) } ?? .null),
        ("case", .string(counterexample.replayText)),
        ("index", counterexample.index.map { .integer($0) } ?? .null),
      ]
    }
    return .keyed(members + [("applied", .integer(report.applied))])
  }
}
