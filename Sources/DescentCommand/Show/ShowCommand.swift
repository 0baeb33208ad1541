import ArgumentParser
import Descent
import DescentFiles
import DescentPictures
import Rainbow

/// `descent show`: prints everything about one optimizer, schedule, problem, modifier or data set.
struct ShowCommand: AsyncParsableCommand, TakesPlugins {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show the formula, the hyperparameters and the source of one name.",
    discussion: """
      Settings after the name count: a problem's start and minima depend on them.

      --plot draws a problem: in two dimensions its contours, with every stationary point in the window \
      marked by kind; otherwise slices through the lowest known minimum, along the flattest, the \
      steepest and random directions.

      EXAMPLES
        descent show adam
        descent show adam --related
        descent show rosenbrock:a=2
        descent show constant
        descent show digits
        descent show himmelblau --plot himmelblau.svg
      """)

  @Argument(
    help: "A name, or a name with settings; a data set; or a plugin file.",
    completion: Completions.everything)
  var name: String

  @Option(
    help: ArgumentHelp("Draw the problem into this file, .svg or .png.", valueName: "file"),
    completion: .file(extensions: ["svg", "png"]))
  var plot: String?

  @Flag(help: "Add the rules that equal an optimizer at certain settings.")
  var related = false

  @OptionGroup var plugins: PluginOptions

  @Flag(help: "Print one JSON object for each entry with this name.")
  var json = false

  func run() async throws {
    if let plot {
      _ = try PictureFormat.of(plot)
      try checkOutput(plot, argument: "--plot")
    }
    if let page = DataSetPage(named: name) {
      guard plot == nil, !related else {
        throw Failure.usage(
          "--\(related ? "related" : "plot"): '\(name)' is a data set", next: "leave it out")
      }
      let console = Console.current
      return json ? console.print(try page.json) : console.print(try page.text(console))
    }
    let specifications = try await Workbench.current.specifications(name)
    if plot != nil, specifications.count > 1 {
      throw Failure.usage("--plot draws one problem, and \(name) registers several names")
    }
    for (place, specification) in specifications.enumerated() {
      if place > 0, !json { Console.current.print("") }
      guard let entry = CatalogEntry.named(specification) else {
        throw CatalogEntry.unknown(specification.name)
      }
      if let plot { try await draw(specification, as: entry, to: plot) }
      try show(specification, as: entry)
      // A bare name may be one of several kinds: 'sam' of a rule and of a modifier.
      guard !related, specification.values.isEmpty else { continue }
      for other in CatalogEntry.entries(named: specification.name).dropFirst() {
        if !json { Console.current.print("\n") }
        try show(specification, as: other)
      }
    }
  }

  private func draw(
    _ specification: Specification, as entry: CatalogEntry, to path: String
  ) async throws {
    guard case .problem = entry else {
      throw Failure.usage("--plot draws problems, and '\(specification.name)' is not a problem")
    }
    let problem = try Workbench.current.registry.problem(specification)
    let drawing = ProblemDrawing(problem: problem, title: specification.description)
    try await drawPicture(try drawing.picture, to: path)
  }

  private func show(_ specification: Specification, as entry: CatalogEntry) throws {
    if related {
      guard case .optimizer = entry else {
        throw Failure.usage(
          "--related is for optimizers, and '\(specification.name)' is not an optimizer")
      }
    }
    let registry = Workbench.current.registry
    let details: [Section]
    let resolved: Specification
    switch entry {
    case _ where specification.values.isEmpty && entry.parts.contains(where: \.isRequired):
      // Without its parts it cannot be made.
      (resolved, details) = (specification, [])
    case .optimizer:
      let optimizer = try registry.optimizer(specification)
      resolved = optimizer.specification
      let type = registry.optimizers.first { $0.card.name == specification.name }?.optimizerType
      details =
        try ShowOptimizer(optimizer: optimizer).sections
        + (related ? type.map { [RelatedRules(type: $0).section] } ?? [] : [])
    case .schedule:
      let schedule = try registry.schedule(specification, horizon: ShowSchedule.horizon)
      // Show the settings of the schedule itself, not the horizon of the curve.
      resolved = try registry.schedule(specification, horizon: nil).specification
      details = ShowSchedule(schedule: schedule).sections
    case .problem:
      let problem = try registry.problem(specification)
      resolved = problem.specification
      details = try ShowProblem(problem: problem).sections
    case .modifier:
      resolved = try registry.modifier(specification).specification
      details = []
    }
    let console = Console.current
    let card = entry.card
    if json {
      return console.print(
        entry.json(adding: [
          ("specification", .string(resolved.description)), ("formula", .string(card.formula)),
          ("presets", .array(entry.presets.map(Self.object))),
          ("details", .keyed(details.map { ($0.title, .string($0.body)) })),
        ]))
    }
    let sections =
      [
        Section("formula", card.formula),
        Section("hyperparameters", Self.table(entry, specification, resolved)),
      ]
      + (entry.presets.isEmpty ? [] : [Section("presets", Self.table(entry.presets))])
      + details + [Section("source", card.source)]
    let head = "\(card.name): \(card.summary)"
    console.print(
      ([console.isTerminal ? head.bold : head] + sections.map { $0.text(console) })
        .joined(separator: "\n\n"))
  }

  private static func object(_ preset: Preset) -> JSON {
    .keyed([
      ("name", .string(preset.name)), ("settings", .string(preset.text)),
      ("summary", .string(preset.summary)),
    ])
  }

  private static func table(_ presets: [Preset]) -> String {
    tableText(
      ["preset=", "settings", "what it is"],
      rows: presets.map { [$0.name, $0.settings.isEmpty ? "the defaults" : $0.text, $0.summary] })
  }

  /// Uses the resolved values only if the name is the same, because a made schedule may have another: a
  /// warm-up of a cosine is `cosine:warmup=10`.
  private static func table(
    _ entry: CatalogEntry, _ typed: Specification, _ resolved: Specification
  ) -> String {
    func value(_ key: String) -> String? {
      (resolved.name == entry.card.name ? resolved[key] : nil) ?? typed[key]
    }
    guard !entry.defaults.isEmpty || !entry.parts.isEmpty else { return "none" }
    let values = entry.defaults.map {
      [$0.key, value($0.key) ?? $0.value, $0.allowed, $0.summary]
    }
    let specifications = entry.parts.map { part in
      let value = part.key.flatMap(value) ?? (part.isRequired ? "needed" : "none")
      return [part.key ?? part.text, value, "a specification in parentheses", part.summary]
    }
    return tableText(["key", "value", "allowed", "meaning"], rows: values + specifications)
  }
}

/// A titled section of the output of `show`.
struct Section {
  let title: String
  let body: String

  init(_ title: String, _ body: String) {
    self.title = title
    self.body = body
  }

  func text(_ console: Console) -> String {
    let lines = body.split(separator: "\n", omittingEmptySubsequences: false).map {
      $0.isEmpty ? "" : "  " + $0
    }
    return ([console.isTerminal ? title.bold : title] + lines).joined(separator: "\n")
  }
}

extension CatalogEntry {
  /// The error for an unknown name.
  static func unknown(_ name: String) -> Failure {
    if let other = OtherName(name) { return other.failure }
    let near = hint(for: name, in: kinds.flatMap(all).map(\.card.name))
    return .usage("nothing is called '\(name)'" + near, next: "see 'descent list'")
  }
}
