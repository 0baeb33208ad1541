import Descent
import DescentTextbook

/// The table of `reproduce --optimizer`: the textbook's prediction for its own rule, and the measured
/// numbers of another rule in its place.
struct SubstitutionTable {
  let rule: Specification
  let findings: [Finding]
  let portrait: Portrait
  /// The rule that it is meant to be, with the findings for that rule.
  var model: (rule: Specification, findings: [Finding], portrait: Portrait)?

  var text: String {
    let rows = findings.enumerated().flatMap { number, finding in
      finding.predictions.indices.map { place in row(finding, number, place) }
    }
    let headings =
      ["result", "of", "quantity", "textbook", rule.name] + (model.map { [$0.rule.name] } ?? [])
      + ["times", "holds"]
    let table = tableText(
      headings, rows: rows, rightAligned: model == nil ? [3, 4, 5] : [3, 4, 5, 6])
    let holding = findings.count { $0.holds }
    let total =
      "\(rule): \(holding) of \(counted(findings.count, "result")) hold with it in the rule's place"
    let portraits = [(rule, portrait)] + (model.map { [($0.rule, $0.portrait)] } ?? [])
    let statements = portraits.map { rule, portrait in
      "\(rule) by itself:\n" + portrait.statements.map { "  \($0)" }.joined(separator: "\n")
    }
    return ([table, total] + statements).joined(separator: "\n\n")
  }

  private func row(_ finding: Finding, _ number: Int, _ place: Int) -> [String] {
    let prediction = finding.predictions[place]
    let measured = finding.measured[place]
    let ratio = measured / prediction.value
    return [
      finding.experiment.id, finding.experiment.rule?.description ?? "", prediction.name,
      numberText(prediction.value), numberText(measured),
    ] + (model.map { [numberText($0.findings[number].measured[place])] } ?? []) + [
      prediction.value != 0 && ratio.isFinite ? numberText((ratio * 1e4).rounded() / 1e4) : "-",
      prediction.holds(for: measured) ? "yes" : "no",
    ]
  }
}
