import ArgumentParser
import Descent
import DescentFiles
import DescentPictures
import DescentTextbook

/// `descent explain`: explains one textbook result.
struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain a textbook result: claim, formula, numbers, picture, refutation.",
    discussion: """
      Draws the picture with characters, and with --plot into a file.

      EXAMPLES
        descent explain GD-03
        descent explain momentum/coupled-decay-limit
        descent explain HB-03 --plot limit.png
      """)

  @Argument(
    help: "The identifier or the name of a result; 'descent list results' has them.",
    completion: Completions.results)
  var id: String

  @Option(name: .shortAndLong, help: "Seed of everything random.")
  var seed: UInt64 = 0

  @Option(
    help: ArgumentHelp("Draw its picture into this file, .svg or .png.", valueName: "file"),
    completion: .file(extensions: ["svg", "png"]))
  var plot: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() async throws {
    if let plot {
      _ = try PictureFormat.of(plot)
      try checkOutput(plot, argument: "--plot")
    }
    guard let experiment = Textbook.experiment(id) else {
      let near = hint(for: id, in: Textbook.experiments.flatMap { [$0.id, $0.name] })
      throw Failure.usage(
        "no result is called '\(id)'" + near, next: "see 'descent list results'")
    }
    let console = Console.current
    let laboratory = Laboratory(registry: Workbench.current.registry, seed: seed)
    let finding = try experiment.run(laboratory)
    let demonstration = Textbook.demonstrations.first { $0.id == experiment.id }
    let exhibit = try demonstration?.exhibit(laboratory)
    let picture = try finding.picture(laboratory, of: exhibit)
    if json {
      console.print(Self.object(experiment, finding))
      if let plot { try await drawPicture(picture, to: plot) }
      return
    }
    let columns = min(console.width, 100) - 2
    var sections: [Section] = []
    if let demonstration, let table = exhibit?.table {
      sections += [
        Section(demonstration.title, demonstration.text.wrapped(to: columns)),
        Section("in numbers", tableText(table[0], rows: Array(table.dropFirst()))),
      ]
    }
    sections += [
      Section("prediction", experiment.formula),
      Section("numbers", Self.table(of: finding)), Section("verdict", Self.verdict(of: finding)),
      Section("kind", experiment.kind.rawValue), Section("refuted by", experiment.refutation),
      Section("control, which must fail", experiment.control.name),
    ]
    for item in experiment.folklore {
      let truth = try item.truth(in: Laboratory())
      sections += [
        Section("commonly said", item.claim.wrapped(to: columns)),
        Section("in truth", truth.text.wrapped(to: columns)),
      ]
    }
    sections.append(Section("source", experiment.source))
    if let drawing = try await Self.drawing(of: picture, console) {
      sections.append(Section("picture", drawing))
    }
    let head = "\(experiment.id): \(experiment.claim)"
    console.print(
      ([console.isTerminal ? head.bold : head] + sections.map { $0.text(console) })
        .joined(separator: "\n\n"))
    if let plot { try await drawPicture(picture, to: plot) }
  }

  private static func object(_ experiment: Experiment, _ finding: Finding) -> JSON {
    let predictions = finding.predictions.enumerated().map { place, prediction in
      JSON.keyed([
        ("name", .string(prediction.name)), ("predicted", .finite(prediction.value)),
        ("criterion", .string(prediction.criterion.text)),
        ("measured", .finite(finding.measured[place])),
        ("control", .finite(finding.controlled[place])),
      ])
    }
    return .keyed([
      ("id", .string(experiment.id)), ("claim", .string(experiment.claim)),
      ("kind", .string(experiment.kind.rawValue)), ("formula", .string(experiment.formula)),
      ("numbers", .array(predictions)), ("holds", .boolean(finding.holds)),
      ("control_fails", .boolean(finding.isControlled)),
      ("refuted_by", .string(experiment.refutation)),
      ("control", .string(experiment.control.name)), ("source", .string(experiment.source)),
    ])
  }

  private static func verdict(of finding: Finding) -> String {
    (finding.holds ? "holds" : "FAILS") + ", and the control "
      + (finding.isControlled ? "fails, as it must" : "is ACCEPTED")
  }

  private static func table(of finding: Finding) -> String {
    tableText(
      ["quantity", "predicted", "criterion", "measured", "control"],
      rows: finding.predictions.enumerated().map { place, prediction in
        [
          prediction.name, numberText(prediction.value), prediction.criterion.text,
          numberText(finding.measured[place]), numberText(finding.controlled[place]),
        ]
      }, rightAligned: [1, 3, 4])
  }

  /// The picture in characters; nil without gnuplot.
  private static func drawing(of picture: Picture, _ console: Console) async throws -> String? {
    guard let gnuplot = Gnuplot.find() else { return nil }
    // Leave out contours, which cannot be drawn with characters.
    let panels = picture.panels.filter { !($0 is ContourPanel) }
    return try await gnuplot.text(Picture(panels), columns: min(console.width, 100), rows: 26)
  }
}
