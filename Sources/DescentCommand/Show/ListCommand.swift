import ArgumentParser
import Descent
import DescentCatalog
import DescentFiles
import Rainbow

/// `descent list`: what there is, built in and loaded.
struct ListCommand: AsyncParsableCommand, TakesPlugins {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: """
      List the optimizers, schedules, problems, modifiers, laws, textbook results and folklore.
      """,
    discussion: """
      Problems are listed by family, each instance with its number of parameters, what it is, the
      condition number of the Hessian at its lowest known minimum and the value f* there ("> 0": an
      infimum that no point attains). --certify adds what GSL says, as 'descent verify' does.
      Optimizers are listed by family; --tag keeps those that have a tag: \(tags).

      EXAMPLES
        descent list
        descent list optimizers
        descent list optimizers --tag sign
        descent list problems
        descent list problems --dimension 2 --multimodal
        descent list problems --least-squares --json
        descent list laws
        descent list results
        descent list folklore
      """)

  private static let tags = Catalog.tags.joined(separator: ", ")

  /// The kinds of things there are.
  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case optimizers
    case schedules
    case problems
    case modifiers
    case laws
    case results
    case folklore
  }

  @Argument(
    help: """
      optimizers, schedules, problems, modifiers (default: all four), laws, results or folklore.
      """)
  var kind: Kind?

  @OptionGroup var plugins: PluginOptions

  @Flag(help: "Print one JSON object.")
  var json = false

  @Option(
    help: ArgumentHelp("Only optimizers that have this tag; may be given several times.")) var tag:
    [String] = []

  @OptionGroup(title: "Problems") var filter: ProblemFilter

  @Flag(help: "Ask GSL for the certificates of each problem (takes seconds).")
  var certify = false

  func run() async throws {
    let console = Console.current
    guard tag.isEmpty || kind == .optimizers else {
      throw Failure.usage(
        "--tag is for optimizers", next: "for example 'descent list optimizers --tag \(tag[0])'")
    }
    if kind == .problems {
      let list = try await ProblemList(filter, certify: certify)
      return console.print(json ? list.json.indented() : list.text(console))
    }
    if let option = (filter.typed + (certify ? ["--certify"] : [])).first {
      throw Failure.usage(
        "\(option) is for problems",
        next: "for example 'descent list problems \(option)"
          + (["--family", "--dimension"].contains(option) ? " …'" : "'"))
    }
    if kind == .optimizers {
      let list = try RuleList(tags: tag)
      return console.print(json ? list.json.indented() : list.text(console))
    }
    if kind == .laws { return console.print(json ? LawList.json : LawList.table) }
    if kind == .results { return console.print(json ? ResultList.json : ResultList.table) }
    if kind == .folklore {
      let list = try FolkloreList()
      return console.print(json ? list.json : list.text(console))
    }
    let kinds = kind.map { [$0.rawValue] } ?? CatalogEntry.kinds
    console.print(json ? Self.object(kinds).indented() : Self.table(kinds, console))
  }

  private static func table(_ kinds: [String], _ console: Console) -> String {
    let width = kinds.flatMap(CatalogEntry.all).map(\.card.name.count).max() ?? 0
    return kinds.map { kind in
      let rows = CatalogEntry.all(kind).map { $0.card.row(width: width) }
      return ([console.isTerminal ? kind.bold : kind] + rows).joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  private static func object(_ kinds: [String]) -> JSON {
    .keyed(kinds.map { ($0, .array(CatalogEntry.all($0).map(\.json))) })
  }
}

extension Card {
  /// A line of a list: the name in a column of a width, and the meaning.
  func row(width: Int) -> String { "  " + name.padding(to: width + 2) + summary }
}

extension CatalogEntry {
  /// Name, meaning and hyperparameters.
  fileprivate var json: JSON { json(adding: []) }

  /// Name, meaning, hyperparameters, and further members.
  func json(adding members: [(key: String, value: JSON)]) -> JSON {
    .keyed(
      [
        ("name", .string(card.name)), ("summary", .string(card.summary)),
        ("source", .string(card.source)),
        (
          "hyperparameters",
          .array(
            defaults.map {
              .keyed([
                ("key", .string($0.key)), ("default", JSON(setting: $0.value)),
                ("allowed", .string($0.allowed)), ("meaning", .string($0.summary)),
              ])
            })
        ),
      ] + members)
  }
}
