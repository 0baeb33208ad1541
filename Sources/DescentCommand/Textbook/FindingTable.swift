import Descent
import DescentFiles
import DescentTextbook
import Foundation
import Rainbow

/// The table of `reproduce`. A result with several numbers shows the one closest to failing.
package struct FindingTable {
  let findings: [Finding]

  package init(findings: [Finding]) { self.findings = findings }

  package func text(_ console: Console) -> String {
    let table = tableText(
      [
        "result", "predicted", "measured", "margin", "verdict", "control", "control is", "seconds",
        "claim",
      ], rows: findings.map(Self.row), rightAligned: [1, 2, 3, 5, 7])
    let lines = table.split(separator: "\n").map(String.init)
    let painted =
      console.isTerminal
      ? lines.enumerated().map { index, line in
        index == 0 ? line.bold : index > 1 && !findings[index - 2].passes ? line.red : line
      } : lines
    let wrong = findings.count { !$0.passes }
    let controls = findings.count { !$0.isControlled }
    let seconds = String(format: "%.1f s", findings.reduce(0) { $0 + $1.seconds })
    let total =
      "\(counted(findings.count, "result")), \(wrong) failed (\(controls) by the control); "
      + "\(seconds) of work"
    return painted.joined(separator: "\n") + "\n\n"
      + (console.isTerminal ? (wrong > 0 ? total.red : total.green) : total)
  }

  private static func row(_ finding: Finding) -> [String] {
    let place = finding.worst
    let prediction = finding.predictions[place]
    let comparison =
      switch prediction.criterion {
      case .atMost: "<= "
      case .atLeast: ">= "
      default: ""
      }
    let controlPlace =
      finding.predictions.indices.max {
        finding.predictions[$0].margin(for: finding.controlled[$0])
          < finding.predictions[$1].margin(for: finding.controlled[$1])
      } ?? place
    return [
      finding.experiment.id, comparison + numberText(prediction.value),
      numberText(finding.measured[place]), formatted("%.2g", finding.margin(place)),
      finding.holds ? "holds" : "FAILS", numberText(finding.controlled[controlPlace]),
      finding.isControlled ? "rejected" : "ACCEPTED", String(format: "%.2f", finding.seconds),
      finding.experiment.claim,
    ]
  }

  /// The object of `--json`.
  /// - Parameter model: the finding for the rule that the substituted one is meant to be.
  static func object(_ finding: Finding, beside model: Finding? = nil) -> JSON {
    let experiment = finding.experiment
    return .keyed([
      ("id", .string(experiment.id)), ("name", .string(experiment.name)),
      ("claim", .string(experiment.claim)),
      ("kind", .string(experiment.kind.rawValue)), ("formula", .string(experiment.formula)),
      ("source", .string(experiment.source)),
      (
        "quantities",
        .array(
          finding.predictions.indices.map { place in
            let prediction = finding.predictions[place]
            let beside = model.map {
              [(key: "like", value: JSON.finite($0.measured[place]))]
            }
            return .keyed(
              [
                ("name", .string(prediction.name)), ("predicted", .finite(prediction.value)),
                ("criterion", .string(prediction.criterion.text)),
                ("measured", .finite(finding.measured[place])),
                ("margin", .finite(finding.margin(place))),
                ("control", .finite(finding.controlled[place])),
              ] + (beside ?? []))
          })
      ),
      ("holds", .boolean(finding.holds)), ("control", .string(experiment.control.name)),
      ("control_rejected", .boolean(finding.isControlled)), ("seconds", .finite(finding.seconds)),
    ])
  }
}
