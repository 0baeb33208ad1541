import Descent
import DescentFiles
import DescentStudy
import Foundation

/// The tables of a race over features: one row per optimizer, one column per feature.
struct RobustnessTable {
  /// The problem as typed.
  let title: String
  let seeds: Int
  let entries: [[RobustnessEntry]]

  static let notes = """
    - no run: the feature does not meet the rule's needs   ! the rule's traits say that the feature \
    does not change its runs, but it does
    """

  var text: String {
    var tables = [
      "\(title): final gap" + (isRepeated ? ", median of \(counted(seeds, "seed"))" : "") + "\n"
        + table { $0.median.map { formatted("%.2e", $0) } ?? "-" },
      "rank\n" + table { entry in rank(entry).map(String.init) ?? "-" },
      "final gap as a multiple of the plain problem's\n"
        + table { entry in
          (entry.ratio.map { numberText($0, digits: 3) } ?? "-")
            + (entry.isInvariant == false ? "!" : "")
        },
    ]
    if isRepeated {
      tables.append(
        "smallest and largest final gap over seeds\n"
          + table(where: { $0.entries.count > 1 }) { entry in
            guard let low = entry.smallest, let high = entry.largest else { return "-" }
            return "\(formatted("%.1e", low)) \(formatted("%.1e", high))"
          })
    }
    for entry in entries.joined() {
      guard let refusal = entry.refusal else { continue }
      tables.append("\(entry.feature.name): \(refusal)")
    }
    return tables.joined(separator: "\n\n")
  }

  private var isRepeated: Bool { entries.joined().contains { $0.entries.count > 1 } }

  private func table(
    where isShown: (RobustnessEntry) -> Bool = { _ in true },
    _ cell: (RobustnessEntry) -> String
  ) -> String {
    let columns = (entries.first ?? []).indices.filter { column in
      entries.contains { isShown($0[column]) }
    }
    let headings =
      ["optimizer", "lr"] + columns.map { entries[0][$0].feature.name }
    let rows = entries.map { row in
      [row[0].rule.name, (row[0].rule["lr"] ?? rate(row)) + (row[0].isTuned ? "*" : "")]
        + columns.map { cell(row[$0]) }
    }
    return tableText(headings, rows: rows, rightAligned: Set(1..<headings.count))
  }

  private func rate(_ row: [RobustnessEntry]) -> String {
    row.lazy.compactMap { $0.entries.first?.learningRate.hyperparameterText }.first ?? "-"
  }

  /// The rank among the optimizers under one feature, from 1; equal medians share a rank.
  private func rank(_ entry: RobustnessEntry) -> Int? {
    guard let median = entry.median, median.isFinite else { return nil }
    let others = entries.joined().filter { $0.feature == entry.feature }.compactMap(\.median)
    return 1 + others.count { $0 < median }
  }

  /// The object of one problem: its features, and one entry per optimizer and feature. Numbers that are not
  /// finite are null.
  var json: JSON {
    let features = (entries.first ?? []).map { entry in
      JSON.keyed([
        ("name", .string(entry.feature.name)),
        ("modifier", entry.feature.modifier.map { .string($0.description) } ?? .null),
      ])
    }
    let cells = entries.joined().map { entry in
      JSON.keyed([
        ("optimizer", JSON(entry.rule)), ("feature", .string(entry.feature.name)),
        ("is_tuned", .boolean(entry.isTuned)),
        ("gaps", .array(entry.gaps.map { .finite($0) })),
        ("outcomes", .array(entry.entries.map { .string($0.report.outcome.kind) })),
        ("median", number(entry.median)), ("smallest", number(entry.smallest)),
        ("largest", number(entry.largest)),
        ("rank", rank(entry).map { .integer($0) } ?? .null), ("ratio", number(entry.ratio)),
        ("is_invariant", entry.isInvariant.map { .boolean($0) } ?? .null),
        ("refusal", entry.refusal.map { .string($0) } ?? .null),
      ])
    }
    return .keyed([
      ("problem", .string(title)), ("seeds", .integer(seeds)), ("features", .array(features)),
      ("entries", .array(cells)),
    ])
  }

  private func number(_ x: Double?) -> JSON { x.map { .finite($0) } ?? .null }
}
