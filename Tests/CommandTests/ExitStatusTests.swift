import Foundation
import Testing

/// The documentation's table of exit statuses: every line of it is run.
@Suite("The exit status") struct ExitStatusTests {
  struct Row: CustomTestStringConvertible {
    let status: String
    let meaning: String
    let command: String
    var testDescription: String { "\(status): \(meaning)" }
  }

  /// The rows of the table.
  static let rows: [Row] = {
    guard let text = try? Document(Document.articles + "ExitStatus.md").text,
      let start = text.range(of: "## Statuses")
    else { return [] }
    let section = text[start.upperBound...].prefix(4000)
    return section.split(separator: "\n").filter { $0.hasPrefix("| ") }.dropFirst().map { line in
      let cells = line.dropFirst(2).dropLast(2).components(separatedBy: " | ")
      return Row(
        status: cells.first ?? "", meaning: cells.dropFirst().first ?? "",
        command: String((cells.last ?? "").filter { $0 != "`" }))
    }
  }()

  /// The files that the examples use, each of the kind that its name says.
  private func workplace() throws -> Workplace {
    let place = try Workplace()
    try place.write(PluginSource.lion.replacing("var slots", with: "var slot"), to: "Wrong.swift")
    try place.write(PluginSource.slip, to: "Slip.swift")
    try place.write(PluginSource.high, to: "High.swift")
    try place.write(PluginSource.lion.replacing("T(rate)", with: "T(rat)"), to: "Typo.swift")
    try place.write(
      PluginSource.lion(first: "if x < 1e9 { _ = [1, 2, 3][Int(g * 0) + 3] }"), to: "Crash.swift")
    try place.write("1,2,0\n3,four,1\n", to: "broken.csv")
    try place.write("[[0, 1], [120]]", to: "beyond.json")
    try place.write(
      #"{"layout": [{"name": "w", "shape": [1]}], "start": [[1]], "gradients": [[[1]]]}"#,
      to: "logged.json")
    try place.write(Self.sam, to: "SAM.swift")
    let made = try Program.run(
      "run --problem saddle --optimizer adam --steps 3 --checkpoint saddle.checkpoint", in: place)
    try #require(made.status == 0, "\(made.errors)")
    return place
  }

  /// A rule that evaluates the objective.
  private static let sam = (try? Document("Plugins/Examples/SAM.swift").text) ?? ""

  @Test("Every line of the table holds", arguments: rows)
  func line(_ row: Row) throws {
    let result = try OutputTests.shell(
      row.command.replacing("-s INT 3 descent", with: "-s INT 3 '\(Program.url.path)'"),
      in: try workplace())
    let status = row.status == "128 + n" ? 128 + SIGINT : try #require(Int32(row.status))
    #expect(result.status == status, "\(row.command): \(result.errors)")
    let lines = result.errors.split(separator: "\n")
    if status > 1 {
      #expect(lines.last?.hasPrefix("descent: ") == true, "\(row.command): \(result.errors)")
      #expect(lines.count == 1 || row.command.contains("Typo"), "\(row.command): \(result.errors)")
    } else {
      #expect(lines.isEmpty, "\(row.command): \(result.errors)")
    }
  }

  @Test("The table has every status, and no other") func complete() {
    #expect(Set(Self.rows.map(\.status)) == ["0", "1", "2", "64", "128 + n"])
    #expect(Self.rows.allSatisfy { $0.command.contains("descent ") })
  }
}
