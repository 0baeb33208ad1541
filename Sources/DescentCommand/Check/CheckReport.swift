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

  /// What was found out without being told, and what the author may say.
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
      parts.append("held to nothing but what every \(kind) owes; try --like \(model)")
    }
    return parts
  }

  /// What a person types to name it, quoted where a shell would split it.
  private var typed: String {
    let name = result.battery.typed
    let isPlain = name.allSatisfy { $0.isLetter || $0.isNumber || "_-./:=,+".contains($0) }
    return isPlain ? name : "'\(name.replacing("'", with: "'\\''"))'"
  }

  private var like: String { result.like.map { " --like \($0)" } ?? "" }

  /// What the author might declare: nothing that a case has refuted.
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
      (report, "spoke of \(report.applied) of \(report.cases) cases: \(report.skipReason ?? "")")
    }
    if !thin.isEmpty { sections.append(Section("hardly applied", rows(thin))) }
    return (sections + spared).map { $0.text(console) }
  }

  /// What breaks a law and is no failure: by somebody's saying, or because rounding alone does it.
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

  /// How the other laws of a finding hang together with its first.
  private func cause(_ finding: Finding) -> String {
    switch finding.cause {
    case .ended: "in the same way"
    case .threw: "by the same error"
    case .notFinite: "by numbers that are not finite"
    case .irreproducible: "because two runs differ, perhaps,"
    case .declared(let trait): "because \(trait) is declared, perhaps,"
    case .law: "by the same law"
    }
  }

  private func replay(_ report: LawReport, _ counterexample: Counterexample) -> String {
    "descent check \(typed)\(like) --law \(report.law.id) --replay "
      + "'\(counterexample.replayText)'"
  }

  /// A finding by its first law; what else fails by the same cause is named.
  private func failure(_ finding: Finding, _ console: Console) -> String? {
    let report = finding.first
    guard let failure = LawFailure(report) else { return nil }
    let replay = "replay with: " + replay(report, failure.counterexample)
    let title =
      "FAILED " + (failure.description.split(separator: "\n").first.map(String.init) ?? "")
    let body = failure.description.split(separator: "\n").dropFirst().joined(separator: "\n")
    // Of a crash before the first case there is nothing to replay.
    var last = failure.counterexample.replayText.isEmpty ? "" : "\n" + replay
    if !finding.others.isEmpty {
      last += "\n\(cause(finding)) fail \(finding.others.map(\.law.id).joined(separator: " "))"
    }
    if case .ended = finding.cause, result.messages.count > 1 {
      last +=
        "\nthe worker's last lines:\n" + result.messages.map { "  " + $0 }.joined(separator: "\n")
    }
    return (console.isTerminal ? title.red : title) + "\n" + body + last
  }
}
