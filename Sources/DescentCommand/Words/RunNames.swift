import ArgumentParser
import Descent

/// The problem and the optimizer of one run, typed as arguments in either order, or as `--problem` and
/// `--optimizer`; settings of the optimizer may be typed as options.
///
/// `rosenbrock adam --lr 0.01` is `--problem rosenbrock --optimizer adam:lr=0.01`.
struct RunNames {
  /// The problem; empty if the command takes none.
  let problem: String
  /// The optimizer, with the settings that were typed as options.
  let optimizer: String

  /// - Parameters:
  ///   - words: the arguments that belong to no option.
  ///   - problem: the value of `--problem`.
  ///   - takesProblem: whether the command runs on a problem; `trace` does not.
  ///   - command: the command whose options are suggested for an unknown one.
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
      // Take an unknown name as the missing problem or optimizer, so that the message suggests names of
      // that kind.
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
      // Report an unknown option before the missing optimizer.
      for setting in typed.settings { try OptionNames(of: command).refuse(setting, optimizer: nil) }
      let example = takesProblem ? "\(name) \(problem) adam" : "\(name) adam --gradients FILE"
      throw Failure.usage(
        "no optimizer is named",
        next: "for example 'descent \(example)'; see 'descent list optimizers'")
    }
    self.problem = problem
    self.optimizer = try await Self.adding(typed.settings, to: optimizer, of: command)
  }

  /// The optimizer with further settings appended.
  private static func adding(
    _ settings: [TypedWords.Setting], to optimizer: String, of command: any ParsableCommand.Type
  ) async throws -> String {
    guard !settings.isEmpty else { return optimizer }
    let resolved = try await Workbench.current.specification(optimizer, kind: "optimizer")
    // The registry throws the error for an unknown optimizer.
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
  /// The keys that an optimizer of this name takes, including those of parts and presets.
  func keys(ofOptimizer name: String) -> Set<String> {
    guard let entry = registry.optimizers.first(where: { $0.names.contains(name) }) else {
      return []
    }
    let presets = entry.presets.isEmpty ? [] : ["preset"]
    return Set(entry.hyperparameters.map(\.key) + entry.parts.compactMap(\.key) + presets)
  }
}
