import ArgumentParser
import Descent
import DescentCatalog
import DescentChecks
import DescentFiles
import DescentLaws

/// `descent traits`: writes the traits that probing finds as the declaration that an author would write.
struct TraitsCommand: AsyncParsableCommand, TakesPlugins {
  static let configuration = CommandConfiguration(
    commandName: "traits",
    abstract: "Write a declaration of the traits that probing finds in an update rule.",
    discussion: """
      Probes the rule as a black box, at its defaults and at other settings, tries the traits that it \
      finds on random cases, and prints those that no case refutes as an extension to paste into the \
      rule's file. They are not proved: keep those that you mean, and 'descent check' holds the rule \
      to them.

      EXAMPLES
        descent traits adam
        descent traits momentum --cases 50
      """)

  @Argument(help: "An optimizer, or a plugin file.", completion: Completions.names("optimizers"))
  var rule: String

  @Option(
    name: .shortAndLong, parsing: .unconditional,
    help: "Cases per law to try the found traits on.")
  var cases = 200

  @Option(name: .shortAndLong, help: "Seed of the cases.")
  var seed: UInt64 = 0

  @OptionGroup var plugins: PluginOptions

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() async throws {
    try CaseCount.check(cases, owner: "traits")
    let workbench = Workbench.current
    let specification = try await workbench.specification(rule, kind: "optimizer")
    workbench.guarded([specification])
    guard case .optimizer(let entry)? = CatalogEntry.named(specification.name) else {
      throw CatalogEntry.unknown(specification.name)
    }
    guard let type = entry.optimizerType else {
      throw Failure.usage(
        "'\(specification.name)' is a combination, which declares no traits",
        next: "name one of its parts")
    }
    _ = try entry.make(settings: specification.settings)
    let subject = Catalog.subject(of: type).holding(
      try entry.expandingPreset(specification.settings))
    let found = try TraitDeclaration(of: subject, cases: cases, seed: seed)
    // The qualified name of the type, without its module.
    let name = String(reflecting: type).split(separator: ".").dropFirst().joined(separator: ".")
    let source = found.source(
      of: name, isPublic: Catalog.registry.optimizerTypes.contains { $0 == type })
    guard json else { return Console.current.output(source + "\n") }
    Console.current.print(
      .keyed([
        ("optimizer", .string(specification.description)), ("type", .string(name)),
        ("cases", .integer(cases)), ("seed", .string(String(seed))), ("source", .string(source)),
      ]))
  }
}
