import Descent
import DescentFiles
import DescentGSL
import Rainbow

/// Where GSL's minimisers end on one problem: a row each.
package struct SearchReport: Sendable {
  let title: String
  let ends: [SearchEnd]

  var lowerCount: Int { ends.count { $0.isLowerBy != nil } }

  /// Prints the searches, done on all cores, in order. - Throws: ``Failure/verdict`` if one of them ends
  /// lower than what is claimed to be the lowest.
  package static func print(
    _ problems: [(text: String, problem: any Problem)], json: Bool
  ) async throws {
    GSL.disableErrorHandler()
    let console = Console.current
    let count = LiveCount(
      noun: "problems", titles: problems.map(\.text), sizes: problems.map(\.problem.dimension))
    let results = try await count.run { number in
      Result {
        SearchReport(
          title: problems[number].text, ends: try DescentGSL.search(problems[number].problem))
      }
    } inOrder: { result in
      let report = try result.get()
      guard !json else { return }
      let title = console.isTerminal ? report.title.bold : report.title
      console.print(title + "\n" + report.text(console) + "\n")
    }
    let reports = try results.map { try $0.get() }
    let searches = reports.reduce(0) { $0 + $1.ends.count }
    let lower = reports.reduce(0) { $0 + $1.lowerCount }
    if json {
      let object = JSON.keyed([
        ("problems", .array(reports.map(\.json))), ("searches", .integer(searches)),
        ("lower", .integer(lower)), ("gsl", .string(Version.gsl)),
      ])
      console.print(object.indented())
    } else {
      let ends = searches == 1 ? "1 search" : "\(searches) searches"
      let total = "\(ends), \(lower) lower than what is claimed (GSL \(Version.gsl))"
      console.print(lower > 0 && console.isTerminal ? total.red : total)
    }
    if lower > 0 { throw Failure.verdict }
  }

  func text(_ console: Console) -> String {
    let rows = ends.map { end in
      [
        end.start, end.method.rawValue, numberText(end.value, digits: 10),
        formatted("%.1e", end.gradientNorm), end.distance.map { formatted("%.1e", $0) } ?? "",
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
  /// How far it is from the claimed point that it is at, or as low as.
  var distance: Double? {
    switch ending {
    case .claimed(_, let distance), .image(_, let distance): distance
    default: nil
    }
  }

  var json: JSON {
    var place: JSON = .null
    if case .claimed(let number, _) = ending { place = .integer(number) }
    if case .image(let number, _) = ending { place = .integer(number) }
    return .keyed([
      ("from", .string(start)), ("by", .string(method.rawValue)),
      ("point", .array(point.map { .finite($0) })), ("value", .finite(value)),
      ("gradient_norm", .finite(gradientNorm)), ("ends_at", .string(description)),
      ("claim", place), ("distance", distance.map { .finite($0) } ?? .null),
      ("lower_by", isLowerBy.map { .finite($0) } ?? .null),
    ])
  }
}
