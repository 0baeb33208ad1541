import Descent
import DescentTextbook

/// The table of `reproduce --optimizer`: what the textbook says of its own rule, and what another one
/// does in its place.
struct SubstitutionTable {
  let rule: Specification
  let findings: [Finding]
  let portrait: Portrait

  var text: String {
    let rows = findings.flatMap { finding in
      finding.predictions.indices.map { place in row(finding, place) }
    }
    let table = tableText(
      ["result", "of", "quantity", "textbook", rule.name, "times", "holds"], rows: rows,
      rightAligned: [3, 4, 5])
    let holding = findings.count { $0.holds }
    let total =
      "\(rule): \(holding) of \(counted(findings.count, "result")) hold with it in the rule's place"
    let statements = portrait.statements.map { "  \($0)" }.joined(separator: "\n")
    return table + "\n\n" + total + "\n\n\(rule) by itself:\n" + statements
  }

  private func row(_ finding: Finding, _ place: Int) -> [String] {
    let prediction = finding.predictions[place]
    let measured = finding.measured[place]
    let ratio = measured / prediction.value
    return [
      finding.experiment.id, finding.experiment.rule?.description ?? "", prediction.name,
      numberText(prediction.value), numberText(measured),
      prediction.value != 0 && ratio.isFinite ? numberText((ratio * 1e4).rounded() / 1e4) : "-",
      prediction.holds(for: measured) ? "yes" : "no",
    ]
  }
}
