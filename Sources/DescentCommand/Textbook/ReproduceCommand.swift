import ArgumentParser
import Descent
import DescentCatalog
import DescentFiles
import DescentPictures
import DescentTextbook
import Foundation
import Synchronization

/// `descent reproduce`: textbook results, predicted against measured.
package struct ReproduceCommand: AsyncParsableCommand, TakesPlugins {
  package static let configuration = CommandConfiguration(
    commandName: "reproduce",
    abstract: "Reproduce textbook results: predicted against measured, each with a control.",
    discussion: """
      A result passes if the measured number agrees with the predicted one, and its control, judged \
      by the same criterion, does not. Exits with 1 if a result or a control is wrong.

      EXAMPLES
        descent reproduce GD-03
        descent reproduce momentum/coupled-decay-limit
        descent reproduce saddles --seed 7
        descent reproduce GD-03 --json
        descent reproduce gradient-descent --optimizer momentum:momentum=0.5
        descent reproduce GD-03 --optimizer momentum:momentum=0.5 --like sgd
      """)

  @Argument(
    help: ArgumentHelp(
      "Results by identifier or name, chapters by name, or all (the default); "
        + "'descent list results'."), completion: Completions.results)
  var names: [String] = []

  @Flag(help: "Print a JSON array instead.")
  var json = false

  @Option(name: .shortAndLong, help: "Seed of everything random.")
  var seed: UInt64 = 0

  @Option(
    name: .shortAndLong,
    help: "Test every result of a rule with this optimizer instead: which hold, and what it does.",
    completion: Completions.names("optimizers"))
  var optimizer: String?

  @Option(
    help: ArgumentHelp(
      "The rule that --optimizer is meant to be, whose numbers are shown beside (default, for a plugin: "
        + "the built-in rule whose name is in its name).", valueName: "name:key=value,…"))
  var like: String?

  @Option(
    name: .shortAndLong, parsing: .unconditional,
    help: "Results measured in parallel (default: one per processor).")
  var jobs: Int?

  @Option(
    help: ArgumentHelp(
      "Draw each result, and the regions of stability, into this directory.",
      valueName: "dir"), completion: .directory)
  var plot: String?

  @Option(help: ArgumentHelp("The pictures' format, svg or png.", valueName: "format"))
  var plotFormat: PictureFormat = .svg

  @OptionGroup var plugins: PluginOptions

  package init() {}

  package func run() async throws {
    if let jobs, jobs < 1 {
      throw Failure.usage(
        "--jobs must be a whole number from 1, got \(jobs)", next: "see 'descent reproduce --help'")
    }
    var experiments = try Self.experiments(names.isEmpty ? ["all"] : names)
    var rule: Specification?
    if let optimizer { rule = try await Self.rule(optimizer) }
    let model = try await model(of: rule)
    if rule != nil {
      experiments = experiments.filter { $0.rule != nil }
      // Leave out the results that define a rule, which another rule cannot meet, unless they are named.
      if names.isEmpty || names == ["all"] {
        let definitions = Set(Textbook.selection("algorithms").map(\.id))
        experiments.removeAll { definitions.contains($0.id) }
      }
    }
    // Refuse a wrong path before the work starts.
    if let plot { try prepareDirectory(plot, argument: "--plot") }
    if let rule { Workbench.current.guarded([rule]) }
    let laboratory = Laboratory(registry: Workbench.current.registry, seed: seed)
    let console = Console.current
    let findings = try await Self.findings(experiments, laboratory, jobs: jobs, rule: rule)
    let besides: [Finding]? =
      if let model {
        try await Self.findings(experiments, laboratory, jobs: jobs, rule: model)
      } else {
        nil
      }
    // Write files before text, so that a closed output pipe loses no data.
    if let plot { try await draw(findings, into: plot, laboratory) }
    if json {
      let objects = findings.indices.map {
        FindingTable.object(findings[$0], beside: besides?[$0])
      }
      console.print(.array(objects))
    } else if let rule {
      let portrait = try Portrait(of: rule, in: laboratory)
      var table = SubstitutionTable(rule: rule, findings: findings, portrait: portrait)
      if let model, let besides {
        table.model = (model, besides, try Portrait(of: model, in: laboratory))
      }
      console.print(table.text)
    } else {
      console.print(FindingTable(findings: findings).text(console))
    }
    if rule == nil, !findings.allSatisfy(\.passes) { throw Failure.verdict }
  }

  /// The findings for these results, with a live line on a terminal.
  /// - Parameter jobs: the number of results measured in parallel; one per processor if nil.
  package static func findings(
    _ experiments: [Experiment], _ laboratory: Laboratory, jobs: Int? = nil,
    rule: Specification? = nil
  ) async throws -> [Finding] {
    let console = Console.current
    let count = Mutex(0)
    Interruption.report {
      "\(count.withLock { $0 }) of \(counted(experiments.count, "result")) done"
    }
    let findings = try await Textbook.run(
      experiments, laboratory: laboratory,
      jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount, rule: rule
    ) { finding, done in
      count.withLock { $0 = done }
      guard console.hasLiveLine else { return }
      console.errors(
        "\r\u{1B}[K\(done)/\(experiments.count) results done, last: \(finding.experiment.id)")
    }
    if console.hasLiveLine { console.errors("\r\u{1B}[K") }
    return findings
  }

  /// A picture of each result, and the regions of stability with the first of their results.
  private func draw(
    _ findings: [Finding], into directory: String, _ laboratory: Laboratory
  ) async throws {
    for finding in findings {
      try await drawPicture(
        try finding.picture(laboratory),
        to: "\(directory)/\(finding.experiment.id).\(plotFormat.rawValue)")
    }
    if optimizer == nil, findings.contains(where: { $0.experiment.id == "HB-03" }) {
      try await drawRegions(to: directory, laboratory: laboratory, format: plotFormat)
    }
  }

  /// The rule whose numbers are shown for comparison: the one of `--like`, or the built-in rule whose name
  /// is in the plugin's name.
  private func model(of rule: Specification?) async throws -> Specification? {
    guard let rule else {
      guard like == nil else {
        throw Failure.usage("--like: there is no --optimizer", next: "name one")
      }
      return nil
    }
    if let like { return try await Self.rule(like) }
    guard Workbench.current.file(of: rule.name) != nil else { return nil }
    return Catalog.likely(rule.name, nil).map { Specification(name: $0) }
  }

  /// The optimizer that the text names, whose learning rate the experiments set.
  private static func rule(_ text: String) async throws -> Specification {
    let specification = try await Workbench.current.specification(text, kind: "optimizer")
    _ = try Workbench.current.registry.optimizer(specification)
    guard specification["lr"] == nil else {
      throw Failure.usage(
        "--optimizer and --like: the results set lr themselves", next: "leave lr out")
    }
    return specification
  }

  /// The results of these names, each once.
  package static func experiments(_ names: [String]) throws -> [Experiment] {
    var seen: Set<String> = []
    return try names.flatMap { name in
      let selection = Textbook.selection(name)
      guard !selection.isEmpty else {
        let known =
          Textbook.experiments.map(\.id) + Textbook.experiments.map(\.name)
          + Textbook.chapters.map(\.name) + ["all"]
        let near = hint(for: name, in: known)
        throw Failure.usage(
          "no result or chapter is called '\(name)'" + near, next: "see 'descent list results'")
      }
      return selection.filter { seen.insert($0.id).inserted }
    }
  }
}
