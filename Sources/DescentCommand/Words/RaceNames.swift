import Descent

/// The problems and the optimizers of a race, typed as arguments in any order, or as `--problem` and
/// `--optimizer`.
struct RaceNames {
  private(set) var problems: [String]
  private(set) var optimizers: [String]

  /// - Parameters:
  ///   - words: the arguments that belong to no option.
  ///   - problems: the values of `--problem`.
  /// - Throws: ``Failure`` for an unknown name, and for an option that a race does not have.
  init(_ words: [String], problems: [String], optimizers: [String]) async throws {
    (self.problems, self.optimizers) = (problems, optimizers)
    let typed = try TypedWords(words, switches: [])
    for name in typed.names where name != "all" {
      let thing = try await NamedThing(name)
      if thing.kinds.isEmpty { throw Self.unknown(name) }
      if thing.kinds.contains("problem") { self.problems.append(name) }
      if thing.kinds.contains("optimizer") { self.optimizers.append(name) }
    }
    if typed.names.contains("all") { self.optimizers.append("all") }
    for setting in typed.settings {
      let rule = self.optimizers.last.flatMap { try? Specification($0) }?.name ?? "adam"
      guard Workbench.current.keys(ofOptimizer: rule).contains(setting.key) else {
        try OptionNames(of: RaceCommand.self).refuse(setting, optimizer: nil)
        continue
      }
      throw Failure.usage(
        "--\(setting.option): a race has several optimizers, and each takes its settings after a colon",
        next: "write \(rule):\(setting.key)=\(setting.text)")
    }
  }

  private static func unknown(_ name: String) -> Failure {
    if let other = OtherName(name) { return other.failure }
    let registry = Workbench.current.registry
    let names = registry.problems.flatMap(\.names) + registry.optimizers.flatMap(\.names)
    let near = hint(for: name, in: names)
    return .usage(
      "no problem and no optimizer is called '\(name)'\(near)",
      next: "see 'descent list problems' and 'descent list optimizers'")
  }
}
