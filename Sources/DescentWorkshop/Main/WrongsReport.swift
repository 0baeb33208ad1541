import DescentCommand
import DescentLaws
import DescentPaper
import DescentRights
import Foundation

/// The commands that found the wrong rules of a corpus.
struct WrongsReport {
  struct Finding: Sendable {
    let fault: String
    let kind: WrongKind
    let rule: String
    /// The first law that rejects the rule without a claim; nil if there is none.
    let check: String?
    /// Whether the rule is meant to be a built-in rule; `like` is the first law that rejects it under that
    /// claim.
    let isClaimed: Bool
    let like: String?
    /// Whether the comparison with the right rule finds a difference.
    let diff: Bool
    let seconds: Double

    var isFound: Bool { check != nil || like != nil || diff }
  }

  let findings: [Finding]

  var numbers: CorpusNumbers {
    let claimed = findings.filter(\.isClaimed)
    return CorpusNumbers(
      "wrongs",
      [
        "rules": findings.count, "faults": Set(findings.map(\.fault)).count,
        "check": findings.count { $0.check != nil }, "claimed": claimed.count,
        "like": claimed.count { $0.like != nil }, "diff": findings.count { $0.diff },
        "found": findings.count { $0.isFound },
      ])
  }

  func text(listing: Bool) -> String {
    var lines = listing ? findings.map(Self.line) : []
    let groups = Dictionary(grouping: findings, by: \.kind)
    func row(_ name: String, _ list: [Finding]) -> [String] {
      let claimed = list.filter(\.isClaimed)
      return [
        name, String(list.count), Self.share(list.count { $0.check != nil }, list.count),
        Self.share(claimed.count { $0.like != nil }, claimed.count),
        Self.share(list.count { $0.diff }, list.count),
        Self.share(list.count { $0.isFound }, list.count),
      ]
    }
    lines.append(
      tableText(
        ["kind", "wrong rules", "check", "--like", "diff", "any"],
        rows: WrongKind.allCases.compactMap { kind in
          groups[kind].map { row(kind.rawValue, $0) }
        } + [row("all", findings)], rightAligned: [1, 2, 3, 4, 5]))
    let missed = findings.filter { !$0.isFound }
    for (fault, list) in Dictionary(grouping: missed, by: \.fault).sorted(by: { $0.key < $1.key }) {
      lines.append("missed \(fault): " + list.map(\.rule).joined(separator: " "))
    }
    let seconds = findings.map(\.seconds).reduce(0, +) / Double(max(1, findings.count))
    lines.append(
      "wrongs: \(findings.count - missed.count) of \(findings.count) wrong rules found, "
        + String(format: "%.2f s a check", seconds))
    return lines.joined(separator: "\n")
  }

  private static func line(_ finding: Finding) -> String {
    let like = finding.isClaimed ? "  like " + (finding.like ?? "-") : ""
    return "\(finding.fault) \(finding.rule): check \(finding.check ?? "-")\(like)  diff "
      + (finding.diff ? "parts" : "-")
  }

  private static func share(_ part: Int, _ whole: Int) -> String {
    whole == 0 ? "-" : "\(part)/\(whole) \(Int((100 * Double(part) / Double(whole)).rounded())) %"
  }
}
