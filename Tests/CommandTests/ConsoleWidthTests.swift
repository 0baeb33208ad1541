import DescentCommand
import Foundation
import Testing

@Suite("Output fits the terminal") struct ConsoleWidthTests {
  static let lines = [
    "list laws", "list optimizers", "list problems", "list results", "list data", "show softmax",
    "show muon",
    "show adam",
    "show digits", "verify beale", "race rosenbrock beale adam sgd -n 30",
    "run rosenbrock adam -n 30",
    "diff adam adamw", "check sgd -l T5 -l T20", "evaluate rosenbrock", "list folklore",
    "traits sgd -c 5",
  ]

  /// The output on a console of this width, without lines that contain a command, which are not wrapped.
  private func output(_ line: String, width: Int, isPlain: Bool = false) async -> [Substring] {
    let record = ConsoleRecord()
    _ = await DescentCommand.execute(
      line.split(separator: " ").map(String.init),
      console: record.console(width: width, fitsWidth: true, isPlain: isPlain))
    return record.output.split(separator: "\n").filter { !$0.contains("descent ") }
  }

  @Test("at 60, 80 and 120 columns", arguments: lines, [60, 80, 120])
  func fits(line: String, width: Int) async {
    // Swift code for pasting is not wrapped.
    guard !line.hasPrefix("traits") else { return }
    let wide = await output(line, width: width).filter { $0.count > width }
    #expect(wide.isEmpty, "\(wide.first ?? "")")
  }

  @Test(
    "no cell of a table is lost at 60 columns",
    arguments: ["list laws", "show softmax", "list data"])
  func complete(_ line: String) async {
    func words(_ lines: [Substring]) -> Set<String> {
      // Long words are cut only after commas.
      Set(lines.joined(separator: " ").split { $0 == " " || $0 == "," }.map(String.init))
        .filter { $0.contains(where: \.isLetter) }
    }
    let wide = await output(line, width: 2000)
    #expect(words(wide).subtracting(words(await output(line, width: 60))).isEmpty)
  }

  @Test("formulas that share a line stay apart at 60 columns") func apart() async {
    let lines = await output("show muon", width: 60)
    #expect(lines.contains { $0.contains("X₀ = uₜ/max(‖uₜ‖, ε)") })
    #expect(!lines.contains { $0.contains("ε) Xₖ =") || $0.contains("gₜ uₜ =") }, "\(lines)")
  }

  @Test("on a file each row of a table is one line") func piped() async {
    let rows = await descent("list laws").output.split(separator: "\n")
    #expect(rows.allSatisfy { $0.first != " " } && rows.contains { $0.count > 120 })
  }

  @Test("a dumb terminal and the C locale get ASCII", arguments: lines)
  func plain(_ line: String) async {
    let text = await output(line, width: 80, isPlain: true).joined(separator: "\n")
    let others = text.filter { !$0.isASCII }
    #expect(others.isEmpty, "\(others)")
  }

  @Test("formulas in ASCII keep their meaning") func formulas() async {
    let text = await output("show adam", width: 200, isPlain: true).joined(separator: "\n")
    #expect(text.contains("m_t = beta_1 m_t-1 + (1 - beta_1) g_t"), "\(text)")
    #expect(text.contains("sqrt(vhat_t/") || text.contains("sqrt(v_t/(1 - beta_2^t))"))
  }

  @Test("the program itself follows COLUMNS, LC_ALL and TERM") func environment() throws {
    let place = try Workplace()
    let program = Program.url.path
    let narrow = try OutputTests.shell("COLUMNS=60 '\(program)' list laws", in: place)
    #expect(narrow.output.split(separator: "\n").allSatisfy { $0.count <= 60 })
    let plain = try OutputTests.shell("LC_ALL=C '\(program)' run rosenbrock adam -n 30", in: place)
    #expect(plain.status == 0 && plain.output.filter { !$0.isASCII }.isEmpty)
  }

  @Test(
    "typed text is cut at 60 characters, and cannot move the cursor",
    arguments: [
      "show " + String(repeating: "x", count: 400),
      "run " + String(repeating: "y", count: 90) + " adam",
      "list \u{1B}[31mred", "check adam --law " + String(repeating: "Z", count: 100),
    ])
  func typed(_ line: String) async {
    let result = await descent(line)
    #expect(result.status == 64)
    #expect(
      result.errors.split(separator: "'").allSatisfy { $0.count < 1000 && !$0.contains("\u{1B}") })
    let quoted = result.errors.matches(of: /'([^']*)'/).map(\.output.1.count)
    #expect(quoted.allSatisfy { $0 <= 60 }, "\(result.errors)")
  }
}
