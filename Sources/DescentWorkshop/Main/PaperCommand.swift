import ArgumentParser
import DescentCatalog
import DescentCommand
import DescentPaper
import DescentTextbook

/// `DescentWorkshop paper`: rewrites every table and curve of the paper.
struct PaperCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "paper",
    abstract: "Write the tables and curves of the paper, and print the results behind them.",
    discussion: """
      Writes DIR/tables and DIR/figures. If results or chapters are named, writes only the tables and charts \
      of their chapters. Exits with 1 if a result or a control is wrong.
      """)

  @Argument(help: ArgumentHelp("The folder to write to.", valueName: "dir"))
  var directory: String

  @Argument(help: "Results by identifier, or chapters by name (default: all).")
  var names: [String] = []

  func run() async throws {
    // Check the arguments before the work.
    let named = try ReproduceCommand.experiments(names.isEmpty ? ["all"] : names)
    try prepareDirectory(directory, argument: "DIR")
    let ids = Set(named.map(\.id))
    let chapters = Textbook.chapters.filter { chapter in
      chapter.experiments.contains { ids.contains($0.id) }
    }
    let laboratory = Laboratory(registry: Catalog.registry, seed: 0)
    let findings = try await ReproduceCommand.findings(
      chapters.flatMap(\.experiments), laboratory)
    let console = Console.current
    console.print(FindingTable(findings: findings).text(console))
    let writer = PaperWriter(directory: directory, findings: findings, laboratory: laboratory)
    if names.isEmpty { try writer.write() } else { try writer.write(chapters) }
    guard findings.allSatisfy(\.passes) else { throw Failure.verdict }
  }
}
