import Descent
import DescentLaws
import Foundation
import Rainbow

/// What `check` prints of one subject.
struct CheckReport {
  let result: CheckResult
  /// Whether everything is printed, or one line and the failures.
  let isWhole: Bool

  func print() {
    let console = Console.current
    var parts: [String] = []
    if isWhole, !result.isReplay, let fingerprint = result.battery.fingerprint {
      parts.append(Section("fingerprint", fingerprint).text(console))
    }
    if isWhole, !result.isReplay, !result.battery.offers.isEmpty {
      parts.append(
        Section("found, not declared", result.battery.offers.joined(separator: "\n")).text(console))
    }
    if isWhole, !result.isReplay, result.like == nil, let model = result.battery.likely {
      parts.append("held to nothing but what every rule owes; try --like \(model)")
    }
    if isWhole { parts += verdicts(console) }
    parts += result.failed.compactMap { failure($0, console) }
    let seconds = String(format: "%.2f s", result.seconds)
    let name = result.battery.name + (result.like.map { " like \($0)" } ?? "")
    let line = "\(name): \(result.summary); \(seconds)"
    parts.append(console.isTerminal ? (result.hasFailed ? line.red : line.green) : line)
    console.print(parts.joined(separator: "\n\n"))
  }

  private var like: String { result.like.map { " --like \($0)" } ?? "" }

  private func verdicts(_ console: Console) -> [String] {
    var sections: [Section] = []
    if !result.passed.isEmpty {
      let counted = result.isReplay ? "" : ", \(result.cases) cases each"
      sections.append(
        Section(
          "passed" + counted,
          result.passed.map(\.law.id).joined(separator: " ").wrapped(to: console.width - 2)))
    }
    let others = result.reports.compactMap { report -> (LawReport, String)? in
      guard case .inapplicable(let reason) = report.outcome else { return nil }
      return (report, reason)
    }
    if !others.isEmpty { sections.append(Section("not applicable", rows(others))) }
    let thin = result.reports.filter(\.isThin).map { report in
      (report, "spoke of \(report.applied) of \(report.cases) cases: \(report.skipReason ?? "")")
    }
    if !thin.isEmpty { sections.append(Section("hardly applied", rows(thin))) }
    let exempt = result.exempt.map { report in
      (report, result.exemption(report).map { "\($0.reason) (\($0.reference))" } ?? "")
    }
    if !exempt.isEmpty { sections.append(Section("exempt", rows(exempt))) }
    return sections.map { $0.text(console) }
  }

  private func rows(_ reports: [(LawReport, String)]) -> String {
    let width = reports.map { $0.0.law.id.count }.max() ?? 0
    let names = reports.map { $0.0.law.name.count }.max() ?? 0
    return reports.map { report, reason in
      report.law.id.padding(toLength: width, withPad: " ", startingAt: 0) + "  "
        + report.law.name.padding(toLength: names, withPad: " ", startingAt: 0) + "  " + reason
    }.joined(separator: "\n")
  }

  private func failure(_ report: LawReport, _ console: Console) -> String? {
    guard let failure = LawFailure(report) else { return nil }
    let replay =
      "replay with: descent check \(result.battery.typed)\(like) --law \(report.law.id) --replay "
      + "'\(failure.counterexample.replayText)'"
    let title =
      "FAILED " + (failure.description.split(separator: "\n").first.map(String.init) ?? "")
    let body = failure.description.split(separator: "\n").dropFirst().joined(separator: "\n")
    // Of a crash before the first case there is nothing to replay.
    let last = failure.counterexample.replayText.isEmpty ? "" : "\n" + replay
    return (console.isTerminal ? title.red : title) + "\n" + body + last
  }
}
