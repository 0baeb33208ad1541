import Descent
import DescentLaws
import Foundation
import Rainbow

/// The report that `check` prints for one subject.
struct CheckReport {
  let result: CheckResult
  /// Whether to print everything; otherwise one line and the failures.
  let isWhole: Bool

  func print() {
    let console = Console.current
    var parts: [String] = []
    if isWhole, !result.isReplay { parts += findings(console) }
    if isWhole { parts += verdicts(console) }
    if !isWhole { parts += spared.map { $0.text(console) } }
    parts += result.findings.compactMap { failure($0, console) }
    let seconds = String(format: "%.2f s", result.seconds)
    let name = result.battery.name + (result.like.map { " like \($0)" } ?? "")
    let line = "\(name): \(result.summary); \(seconds)"
    parts.append(console.isTerminal ? (result.hasFailed ? line.red : line.green) : line)
    console.print(parts.joined(separator: "\n\n"))
  }

  /// The fingerprint, the traits that probing found and the author may declare, and the cost.
  private func findings(_ console: Console) -> [String] {
    var parts: [String] = []
    if let fingerprint = result.battery.fingerprint {
      parts.append(Section("fingerprint", fingerprint).text(console))
    }
    if !offers.isEmpty {
      parts.append(
        Section("found, not declared", offers.joined(separator: "\n")).text(console))
    }
    if let cost = result.battery.cost {
      let lines = cost.lines.map {
        $0.name.padding(toLength: 16, withPad: " ", startingAt: 0) + $0.text
      }
      parts.append(Section("cost", lines.joined(separator: "\n")).text(console))
    }
    if result.like == nil, let model = result.battery.likely {
      let kind = result.battery.kind == "schedule" ? "schedule" : "rule"
      parts.append("held only to the laws of every \(kind); try --like \(model)")
    }
    return parts
  }

  /// The command-line spelling of the subject, quoted if a shell would split it.
  private var typed: String {
    let name = result.battery.typed
    let isPlain = name.allSatisfy { $0.isLetter || $0.isNumber || "_-./:=,+".contains($0) }
    return isPlain ? name : "'\(name.replacing("'", with: "'\\''"))'"
  }

  private var like: String { result.like.map { " --like \($0)" } ?? "" }

  /// The traits that the author might declare, without those that a case refuted.
  private var offers: [String] {
    let refuted = result.refuted.map(\.report.law.needs)
    return result.battery.offers.filter { offer in
      let trait = offer.prefix { $0 != ":" }
      return !refuted.contains { $0.contains(trait) }
    }
  }

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
    if !result.refuted.isEmpty {
      let lines = result.refuted.map { report, counterexample in
        "not so (\(report.law.id) \(report.law.name)): \(counterexample.violation)\n"
          + "  see \(replay(report, counterexample))"
      }
      sections.append(
        Section("found by probing, and refuted by a case", lines.joined(separator: "\n")))
    }
    let thin = result.reports.filter(\.isThin).map { report in
      (report, "applied to \(report.applied) of \(report.cases) cases: \(report.skipReason ?? "")")
    }
    if !thin.isEmpty { sections.append(Section("hardly applied", rows(thin))) }
    return (sections + spared).map { $0.text(console) }
  }

  /// Broken laws that are not failures: exemptions, and cases that only rounding breaks.
  private var spared: [Section] {
    var sections: [Section] = []
    if !result.exempt.isEmpty {
      let rows = result.exempt.map { report, exemption in
        (
          report,
          exemption.settings.isEmpty ? exemption.text : "\(exemption.place): \(exemption.text)"
        )
      }
      sections.append(Section("exempt", self.rows(rows)))
    }
    if !result.needless.isEmpty {
      let lines = result.needless.map { "\($0.law): nothing breaks it here; leave out --except" }
      sections.append(Section("excepted without need", lines.joined(separator: "\n")))
    }
    if !result.unstable.isEmpty {
      let lines = result.unstable.map { report, counterexample in
        "\(report.law.id) \(report.law.name): \(counterexample.violation)\n"
          + "  see \(replay(report, counterexample))"
      }
      sections.append(
        Section(
          "unstable: broken by rounding, and kept when each number moves by one unit in the last place",
          lines.joined(separator: "\n")))
    }
    return sections
  }

  private func rows(_ reports: [(LawReport, String)]) -> String {
    let width = reports.map { $0.0.law.id.count }.max() ?? 0
    let names = reports.map { $0.0.law.name.count }.max() ?? 0
    return reports.map { report, reason in
      report.law.id.padding(toLength: width, withPad: " ", startingAt: 0) + "  "
        + report.law.name.padding(toLength: names, withPad: " ", startingAt: 0) + "  " + reason
    }.joined(separator: "\n")
  }

  /// How the other laws of a finding are related to the first.
  private func cause(_ finding: Finding) -> String {
    switch finding.cause {
    case .ended: "in the same way:"
    case .threw: "with the same error:"
    case .notFinite: "with numbers that are not finite:"
    case .irreproducible: "perhaps because two runs differ:"
    case .declared(let trait): "perhaps because \(trait) is declared:"
    case .law: "under the same law:"
    }
  }

  private func replay(_ report: LawReport, _ counterexample: Counterexample) -> String {
    "descent check \(typed)\(like) --law \(report.law.id) --replay "
      + "'\(counterexample.replayText)'"
  }

  /// A finding, shown by its first law, with the names of the other laws that fail for the same cause.
  private func failure(_ finding: Finding, _ console: Console) -> String? {
    let report = finding.first
    guard let failure = LawFailure(report) else { return nil }
    let replay = "replay with: " + replay(report, failure.counterexample)
    let title =
      "FAILED " + (failure.description.split(separator: "\n").first.map(String.init) ?? "")
    let body = failure.description.split(separator: "\n").dropFirst().joined(separator: "\n")
    // A crash before the first case leaves nothing to replay.
    var last = failure.counterexample.replayText.isEmpty ? "" : "\n" + replay
    if !finding.others.isEmpty {
      last +=
        "\nalso failed, \(cause(finding)) \(finding.others.map(\.law.id).joined(separator: " "))"
    }
    if case .ended = finding.cause, result.messages.count > 1 {
      last +=
        "\nthe worker's last lines:\n" + result.messages.map { "  " + $0 }.joined(separator: "\n")
    }
    return (console.isTerminal ? title.red : title) + "\n" + body + last
  }
}
