import DescentCommand
import DescentLaws
import DescentRights
import Foundation

/// What found the wrong rules of a corpus.
struct WrongsReport {
  enum Rejection: Sendable {
    case by(String)
    case none

    var law: String? { if case .by(let law) = self { law } else { nil } }
  }

  struct Finding: Sendable {
    let fault: String
    let kind: WrongKind
    let rule: String
    var check = Rejection.none
    /// Nil where no built-in rule is meant.
    var like: Rejection?
    var diff = false
    var seconds = 0.0

    init(fault: String, kind: WrongKind, rule: String) {
      self.fault = fault
      self.kind = kind
      self.rule = rule
    }

    var isFound: Bool { check.law != nil || like?.law != nil || diff }
  }

  let findings: [Finding]

  func text(listing: Bool) -> String {
    var lines = listing ? findings.map(Self.line) : []
    let groups = Dictionary(grouping: findings, by: \.kind)
    func row(_ name: String, _ list: [Finding]) -> [String] {
      let claimed = list.compactMap(\.like)
      return [
        name, String(list.count), Self.share(list.count { $0.check.law != nil }, list.count),
        Self.share(claimed.count { $0.law != nil }, claimed.count),
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
    let like = finding.like.map { "  like " + ($0.law ?? "-") } ?? ""
    return "\(finding.fault) \(finding.rule): check \(finding.check.law ?? "-")\(like)  diff "
      + (finding.diff ? "parts" : "-")
  }

  private static func share(_ part: Int, _ whole: Int) -> String {
    whole == 0 ? "-" : "\(part)/\(whole) \(Int((100 * Double(part) / Double(whole)).rounded())) %"
  }
}
