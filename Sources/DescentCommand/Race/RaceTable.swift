import Descent
import DescentFiles
import DescentStudy
import Foundation
import Rainbow

/// The table of a race on one problem.
struct RaceTable {
  let problem: any Problem
  /// The problem as typed.
  let title: String
  let entries: [RaceEntry]

  static let note = "* learning rate chosen in a pilot run; see 'descent race --help'"

  var text: String {
    let console = Console.current
    let hasTest = entries.contains { $0.report.metrics?.testAccuracy != nil }
    var headings = ["optimizer", "lr", gapHeading, "to 1e-2", "to 1e-4", "to 1e-8"]
    if hasTest { headings.append("test accuracy") }
    headings += ["outcome", "seconds"]
    let rows = entries.map { row($0, hasTest: hasTest) }
    let right = Set(1..<headings.count).subtracting([headings.count - 2])
    let table = tableText(headings, rows: rows, rightAligned: right)
    let isOneLineEach = table.split(separator: "\n").count == entries.count + 2
    guard console.isTerminal, isOneLineEach else { return head + "\n" + table }
    let winner = entries.indices.min { entries[$0].rank < entries[$1].rank }
    let lines = table.split(separator: "\n").map(String.init)
    let painted = lines.enumerated().map { index, line in
      if index == 0 { return line.bold }
      if index - 2 == winner { return line.green }
      return line.contains("diverged") ? line.red : line
    }
    return ([head.bold] + painted).joined(separator: "\n")
  }

  /// The names of the entries in a picture's legend: the optimizer, with its rate if that was tuned.
  static func names(_ optimizers: [String], _ entries: [RaceEntry]) -> [String] {
    zip(optimizers, entries).map { text, entry in
      entry.isTuned
        ? "\(text.split(separator: ":")[0]) \(entry.learningRate.hyperparameterText)" : text
    }
  }

  private var gapHeading: String {
    if problem.reference != nil || problem.infimum != nil { return "final gap" }
    return entries.contains(where: \.hasGap) ? "training loss" : "final loss"
  }

  private var head: String {
    let size = counted(problem.dimension, "parameter")
    let minimum =
      problem.reference.map { "\($0.kind) \(numberText($0.value))" }
      ?? problem.infimum.map { "infimum \(numberText($0.value)), not attained" }
    let hasGap = entries.contains(where: \.hasGap)
    let unknown = "no minimum known" + (hasGap ? ": the loss counts from 0" : "")
    return "\(title): \(size), \(minimum ?? unknown)"
  }

  /// The headings of a table over several problems, without test accuracies.
  static let headings = [
    "optimizer", "lr", "final gap", "to 1e-2", "to 1e-4", "to 1e-8", "outcome", "seconds",
  ]

  /// The problem and its runs: `runs` in the order of the table, and `winner`, the index of the run whose
  /// final gap is smallest.
  var json: JSON {
    let runs = entries.map { entry in
      let outcome = entry.report.outcome
      var members: [(key: String, value: JSON)] = [
        ("optimizer", JSON(entry.optimizer)), ("lr", .finite(entry.learningRate)),
        ("is_tuned", .boolean(entry.isTuned)),
        (
          "outcome",
          .keyed([("kind", .string(outcome.kind)), ("step", .integer(outcome.step))])
        ),
        ("loss", .finite(entry.report.loss)),
        ("gap", entry.hasGap ? .finite(entry.finalGap) : .null),
        (
          "cost_to",
          .keyed(
            [("1e-2", 1e-2), ("1e-4", 1e-4), ("1e-8", 1e-8)].map { name, fraction in
              (name, entry.cost(toFraction: fraction).map { .integer($0) } ?? .null)
            })
        ),
        ("seconds", .finite(entry.seconds)),
      ]
      if let accuracy = entry.report.metrics?.testAccuracy {
        members.append(("test_accuracy", .finite(accuracy)))
      }
      return JSON.keyed(members)
    }
    let winner = entries.indices.filter { entries[$0].rank < .infinity }
      .min { entries[$0].rank < entries[$1].rank }
    return .keyed([
      ("problem", JSON(problem.specification)), ("title", .string(title)),
      ("parameters", .integer(problem.dimension)),
      (
        "minimum", (problem.reference?.value ?? problem.infimum?.value).map { .finite($0) } ?? .null
      ),
      ("runs", .array(runs)), ("winner", winner.map { .integer($0) } ?? .null),
    ])
  }

  func row(_ entry: RaceEntry, hasTest: Bool) -> [String] {
    var cells = [
      entry.optimizer.name,
      entry.learningRate.hyperparameterText + (entry.isTuned ? "*" : ""),
      formatted("%.2e", entry.finalGap),
    ]
    cells += [1e-2, 1e-4, 1e-8].map { entry.cost(toFraction: $0).map(String.init) ?? "-" }
    if hasTest { cells.append(entry.report.metrics?.testAccuracy.map(percent) ?? "-") }
    cells.append(entry.report.outcome.kind.replacing("_", with: " "))
    if case .diverged(let step) = entry.report.outcome { cells[cells.count - 1] += " at \(step)" }
    cells.append(String(format: "%.4f", entry.seconds))
    return cells
  }
}
