import ArgumentParser
import Descent

/// The problem and the optimizer of one run, wherever they were typed: by position, in either order, or
/// as `--problem` and `--optimizer`, with settings of the optimizer as options of their own.
///
/// `rosenbrock adam --lr 0.01` is `--problem rosenbrock --optimizer adam:lr=0.01`.
struct RunNames {
  /// Empty where the command runs on none.
  let problem: String
  /// With the settings that were typed as options.
  let optimizer: String

  /// - Parameters:
  ///   - words: what belongs to no option.
  ///   - problem: what was typed after `--problem`.
  ///   - takesProblem: whether the command runs on a problem; `trace` does not.
  ///   - command: whose options are suggested for one that is unknown.
  init(
    _ words: [String], problem: String?, optimizer: String?, takesProblem: Bool = true,
    of command: any ParsableCommand.Type
  ) async throws {
    let registry = Workbench.current.registry
    let switches = registry.optimizers.flatMap(\.hyperparameters).filter {
      $0.allowed == "true or false"
    }
    let typed = try TypedWords(words, switches: Set(switches.map(\.key)))
    let wanted = takesProblem ? ["problem", "optimizer"] : ["optimizer"]
    var found: [String: String] = [:]
    found["problem"] = problem
    found["optimizer"] = optimizer
    for name in typed.names {
      let thing = try await NamedThing(name)
      // A name that nothing has stands for what is missing, so that the message says what there is.
      let missing = wanted.filter { found[$0] == nil }
      let roles =
        thing.kinds.isEmpty ? missing.prefix(1).map { $0 } : missing.filter(thing.kinds.contains)
      guard !roles.isEmpty else { throw Self.surplus(name, thing, found, command) }
      for role in roles { found[role] = name }
    }
    let name = command._commandName
    if let setting = typed.settings.first(where: { $0.text.isEmpty }) {
      try OptionNames(of: command).refuse(setting, optimizer: found["optimizer"])
    }
    guard let problem = found["problem"] ?? (takesProblem ? nil : "") else {
      throw Failure.usage(
        "no problem is named",
        next: "for example 'descent \(name) rosenbrock adam'; see 'descent list problems'")
    }
    guard let optimizer = found["optimizer"] else {
      // Not the settings' fault: a wrong option is told of first.
      for setting in typed.settings { try OptionNames(of: command).refuse(setting, optimizer: nil) }
      let example = takesProblem ? "\(name) \(problem) adam" : "\(name) adam --gradients FILE"
      throw Failure.usage(
        "no optimizer is named",
        next: "for example 'descent \(example)'; see 'descent list optimizers'")
    }
    self.problem = problem
    self.optimizer = try await Self.adding(typed.settings, to: optimizer, of: command)
  }

  /// The optimizer with settings after those that it has.
  private static func adding(
    _ settings: [TypedWords.Setting], to optimizer: String, of command: any ParsableCommand.Type
  ) async throws -> String {
    guard !settings.isEmpty else { return optimizer }
    let resolved = try await Workbench.current.specification(optimizer, kind: "optimizer")
    // One that nothing has is told of by the registry.
    _ = try Workbench.current.registry.optimizer(resolved)
    let keys = Workbench.current.keys(ofOptimizer: resolved.name)
    var specification = try Specification(optimizer)
    for setting in settings {
      guard keys.contains(setting.key) else {
        try OptionNames(of: command).refuse(setting, optimizer: optimizer)
        continue
      }
      let value = try? Specification("x:\(setting.key)=\(setting.text)").values
      if let value, value.count == 1 {
        specification.values += value
      } else {
        specification = specification.adding(setting.key, .text(setting.text))
      }
    }
    return specification.description
  }

  private static func surplus(
    _ name: String, _ thing: NamedThing, _ found: [String: String],
    _ command: any ParsableCommand.Type
  ) -> Failure {
    guard let kind = thing.kinds.first, thing.kinds.count == 1 else {
      return .usage(
        "Unexpected argument '\(name)'", next: "see 'descent \(command._commandName) --help'")
    }
    guard let other = found[kind] else {
      return .usage(
        "'\(name)' is a problem, and \(command._commandName) takes none",
        next: "see 'descent \(command._commandName) --help'")
    }
    return .usage(
      "\(command._commandName) takes one \(kind), got '\(other)' and '\(name)'",
      next: "to compare several: descent race")
  }
}

extension Workbench {
  /// The keys that an optimizer of this name takes, those of parts and presets among them.
  func keys(ofOptimizer name: String) -> Set<String> {
    guard let entry = registry.optimizers.first(where: { $0.names.contains(name) }) else {
      return []
    }
    let presets = entry.presets.isEmpty ? [] : ["preset"]
    return Set(entry.hyperparameters.map(\.key) + entry.parts.compactMap(\.key) + presets)
  }
}
