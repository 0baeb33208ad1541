import ArgumentParser
import Descent
import DescentCatalog
import DescentFiles
import Rainbow

/// `descent list`: lists the built-in and loaded names of each kind.
struct ListCommand: AsyncParsableCommand, TakesPlugins {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: """
      List the optimizers, schedules, problems, modifiers, data sets, laws, textbook results and folklore.
      """,
    discussion: """
      Problems are listed by family, each instance with its number of parameters, its flags, the \
      condition number of the Hessian at its lowest known minimum and the value f* there ("> 0": an \
      infimum that no point attains). --certify adds the verdict of GSL, as 'descent verify' prints it. \
      Optimizers are listed by family; --tag lists only those with a tag: \(tags).

      EXAMPLES
        descent list
        descent list optimizers
        descent list optimizers --tag sign
        descent list problems
        descent list problems --dimension 2 --multimodal
        descent list problems --least-squares --json
        descent list data
        descent list laws
        descent list results
        descent list folklore
      """)

  private static let tags = Catalog.tags.joined(separator: ", ")

  /// The kinds of lists.
  enum Kind: String, CaseIterable {
    case optimizers
    case schedules
    case problems
    case modifiers
    case data
    case laws
    case results
    case folklore

    /// Parses a kind, in the singular too: `law`, `data-sets`.
    init?(typed text: String) {
      let word = text.lowercased()
      let data = ["dataset", "datasets", "data-set", "data-sets", "data set", "data sets"]
      let kind = data.contains(word) ? .data : Kind(rawValue: word) ?? Kind(rawValue: word + "s")
      guard let kind else { return nil }
      self = kind
    }
  }

  @Argument(
    help: ArgumentHelp(
      """
      optimizers, schedules, problems, modifiers (default: all four), data (sets), laws, results or \
      folklore.
      """, valueName: "kind"),
    completion: .list(Kind.allCases.map(\.rawValue)))
  var typedKind: [String] = []
  private(set) var kind: Kind?

  private enum CodingKeys: CodingKey { case typedKind, plugins, json, tag, filter, certify }

  mutating func validate() throws {
    // A kind may be two words, such as "data sets".
    let text = typedKind.joined(separator: " ")
    guard !text.isEmpty else { return }
    kind = Kind(typed: text)
    guard kind == nil else { return }
    let all = Kind.allCases.map(\.rawValue)
    let near = hint(for: text, in: all)
    throw ValidationError(
      "there is no list of '\(text)'\(near); there are: " + all.joined(separator: ", "))
  }

  @OptionGroup var plugins: PluginOptions

  @Flag(help: "Print one JSON object.")
  var json = false

  @Option(
    help: ArgumentHelp("Only optimizers with this tag; may be given several times.")) var tag:
    [String] = []

  @OptionGroup(title: "Problems") var filter: ProblemFilter

  @Flag(help: "Certify each problem with GSL (takes seconds).")
  var certify = false

  func run() async throws {
    let console = Console.current
    guard tag.isEmpty || kind == .optimizers else {
      throw Failure.usage(
        "--tag is for optimizers", next: "for example 'descent list optimizers --tag \(tag[0])'")
    }
    if kind == .problems {
      let list = try await ProblemList(filter, certify: certify)
      return json ? console.print(list.json) : console.print(list.text(console))
    }
    if let option = (filter.typed + (certify ? ["--certify"] : [])).first {
      throw Failure.usage(
        "\(option) is for problems",
        next: "for example 'descent list problems \(option)"
          + (["--family", "--dimension"].contains(option) ? " …'" : "'"))
    }
    if kind == .optimizers {
      let list = try RuleList(tags: tag)
      return json ? console.print(list.json) : console.print(list.text(console))
    }
    if kind == .data {
      return json ? console.print(try DataSetList.json) : console.print(try DataSetList.table)
    }
    if kind == .laws { return json ? console.print(LawList.json) : console.print(LawList.table) }
    if kind == .results {
      return json ? console.print(ResultList.json) : console.print(ResultList.table)
    }
    if kind == .folklore {
      let list = try FolkloreList()
      return json ? console.print(list.json) : console.print(list.text(console))
    }
    let kinds = kind.map { [$0.rawValue] } ?? CatalogEntry.kinds
    json ? console.print(Self.object(kinds)) : console.print(Self.table(kinds, console))
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
  /// One line of a list: the name, padded to a width, and the summary.
  func row(width: Int) -> String { "  " + name.padding(to: width + 2) + summary }
}

extension CatalogEntry {
  /// The name, summary, source and hyperparameters.
  fileprivate var json: JSON { json(adding: []) }

  /// The name, summary, source and hyperparameters, with further members.
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
