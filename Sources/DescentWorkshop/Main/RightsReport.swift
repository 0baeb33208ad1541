import DescentCommand
import DescentLaws
import DescentPaper
import Foundation

/// The verdicts of the battery on right rules.
struct RightsReport {
  struct Finding: Sendable {
    let file: String
    let rule: String
    let failures: [LawFailure]
    let seconds: Double
  }

  let findings: [Finding]
  /// The number of times each law was run.
  let runs: Int

  var accusations: [(finding: Finding, failure: LawFailure)] {
    findings.flatMap { finding in
      finding.failures.map { (finding, $0) }
    }
  }

  /// The number of rules that at least one law rejected.
  private var accused: Int { Set(accusations.map { $0.finding.rule }).count }

  var numbers: CorpusNumbers {
    CorpusNumbers("rights", ["rules": findings.count, "seeds": runs, "accused": accused])
  }

  var text: String {
    var lines = accusations.map { finding, failure in
      "ACCUSED \(finding.file) \(finding.rule) \(failure.law.id): "
        + "\(failure.counterexample.violation), seed \(failure.counterexample.seed)\n  "
        + failure.counterexample.replayText
    }
    let laws = Dictionary(grouping: accusations) { $0.failure.law.id }
    if !laws.isEmpty {
      lines.append(
        tableText(
          ["law", "rules", "accusations"],
          rows: laws.sorted { $0.key < $1.key }.map { law, list in
            [law, String(Set(list.map { $0.finding.rule }).count), String(list.count)]
          }, rightAligned: [1, 2]))
    }
    let seconds = findings.map(\.seconds).reduce(0, +) / Double(max(1, findings.count * runs))
    lines.append(
      "rights: \(accused) of \(findings.count) right rules accused; "
        + String(
          format: "%.2f s a rule and seed, the slowest %.2f s", seconds,
          (findings.map(\.seconds).max() ?? 0) / Double(runs)))
    return lines.joined(separator: "\n")
  }
}
