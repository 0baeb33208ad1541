import Descent
import DescentFiles
import DescentGSL
import Rainbow

/// The points at which GSL's minimisers end on one problem, one row each.
package struct SearchReport: ProblemReport {
  let title: String
  let ends: [SearchEnd]

  var lowerCount: Int { ends.count { $0.isLowerBy != nil } }

  /// Prints the searches, done on all cores, in order. - Throws: ``Failure/verdict`` if one of them ends
  /// lower than the claimed lowest value.
  package static func print(
    _ problems: [(text: String, problem: any Problem)], json: Bool
  ) async throws {
    let console = Console.current
    let reports = try await SearchReport.all(problems, json: json) { problem, title in
      SearchReport(title: title, ends: try DescentGSL.search(problem))
    }
    let searches = reports.reduce(0) { $0 + $1.ends.count }
    let lower = reports.reduce(0) { $0 + $1.lowerCount }
    if json {
      let object = JSON.keyed([
        ("problems", .array(reports.map(\.json))), ("searches", .integer(searches)),
        ("lower", .integer(lower)), ("gsl", .string(Version.gsl)),
      ])
      console.print(object)
    } else {
      let ends = searches == 1 ? "1 search" : "\(searches) searches"
      let total = "\(ends), \(lower) lower than claimed (GSL \(Version.gsl))"
      console.print(lower > 0 && console.isTerminal ? total.red : total)
    }
    if lower > 0 { throw Failure.verdict }
  }

  func text(_ console: Console) -> String {
    let rows = ends.map { end in
      [
        end.start, end.method.rawValue, numberText(end.value, digits: 10),
        formatted("%.1e", end.gradientNorm),
        end.ending.claim.map { formatted("%.1e", $0.distance) } ?? "",
        end.description,
      ]
    }
    let table = tableText(
      ["from", "by", "value", "gradient", "distance", "ends at"], rows: rows,
      rightAligned: [2, 3, 4])
    return table.split(separator: "\n").map { line in
      console.isTerminal && line.hasSuffix("LOWER") ? String(line).red : String(line)
    }.joined(separator: "\n")
  }

  var json: JSON {
    .keyed([
      ("problem", .string(title)),
      ("searches", .array(ends.map(\.json))),
    ])
  }
}

extension SearchEnd {
  var json: JSON {
    .keyed([
      ("from", .string(start)), ("by", .string(method.rawValue)),
      ("point", .array(point.map { .finite($0) })), ("value", .finite(value)),
      ("gradient_norm", .finite(gradientNorm)), ("ends_at", .string(description)),
      ("claim", ending.claim.map { .integer($0.place) } ?? .null),
      ("distance", ending.claim.map { .finite($0.distance) } ?? .null),
      ("lower_by", isLowerBy.map { .finite($0) } ?? .null),
    ])
  }
}
