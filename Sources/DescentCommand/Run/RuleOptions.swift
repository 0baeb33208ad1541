import ArgumentParser
import Descent

/// The options for the rule, its modifiers and its schedules, which `run` and `trace` share.
struct RuleOptions: ParsableArguments {
  @Argument(
    parsing: .allUnrecognized,
    help: ArgumentHelp(
      "The names, in any order, and settings of the optimizer as options: adam --lr 0.01.",
      valueName: "name"), completion: Completions.names("problems", "optimizers"))
  var words: [String] = []

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The rule, instead of its name above, as name:key=value,… or FILE.swift:key=value,…",
      valueName: "spec"), completion: Completions.names("optimizers"))
  var optimizer: String?

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "A stage around the rule; repeat in the order of action: gradient, move, observer.",
      valueName: "spec"), completion: Completions.names("modifiers"))
  var modify: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Settings for some tensors, as name.PATTERN:key=value,…; repeatable, the first match wins.",
      valueName: "selector:settings"))
  var group: [String] = []

  @Option(
    help: ArgumentHelp(
      "The learning rate's schedule, as name:key=value,…; KEY=SPEC for another hyperparameter.",
      valueName: "[key=]spec"), completion: Completions.names("schedules"))
  var schedule: [String] = []

  /// The specifications, with files resolved.
  struct Resolved {
    /// The rule with its groups and the schedules of its hyperparameters.
    var optimizer: Specification
    var stages: [Specification]
    /// The schedule of the learning rate.
    var schedule: Specification
  }

  /// - Parameter optimizer: the rule's specification, typed as an argument or an option.
  func resolved(_ optimizer: String) async throws -> Resolved {
    let workbench = Workbench.current
    let rule = try await workbench.specification(optimizer, kind: "optimizer")
    var stages: [Specification] = []
    for text in modify { stages.append(try await workbench.specification(text, kind: "modifier")) }
    var (rate, others): (Specification?, [(key: String, schedule: Specification)]) = (nil, [])
    for text in schedule {
      let (key, spec) = Self.split(text)
      let schedule = try await workbench.specification(spec, kind: "schedule")
      guard let key, key != "lr" else {
        guard rate == nil else {
          throw Failure.usage("--schedule is given twice for the learning rate", next: "give one")
        }
        rate = schedule
        continue
      }
      guard !others.contains(where: { $0.key == key }) else {
        throw Failure.usage("--schedule is given twice for \(key)", next: "give one")
      }
      others.append((key, schedule))
    }
    return Resolved(
      optimizer: try grouped(rule, others), stages: stages,
      schedule: rate ?? Specification(name: "constant"))
  }

  /// The rule with the schedules of its hyperparameters.
  private static func scheduled(
    _ rule: Specification, _ schedules: [(key: String, schedule: Specification)]
  ) -> Specification {
    guard !schedules.isEmpty else { return rule }
    return Specification(
      .name("scheduled"),
      [Setting("rule", .nested(rule))] + schedules.map { Setting($0.key, .nested($0.schedule)) })
  }

  /// `KEY=SPEC`, where an equals sign comes before any colon or parenthesis.
  private static func split(_ text: String) -> (key: String?, spec: String) {
    let head = text.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    guard !head.isEmpty, head.endIndex < text.endIndex, text[head.endIndex] == "=" else {
      return (nil, text)
    }
    return (String(head), String(text[text.index(after: head.endIndex)...]))
  }

  /// The rule with the settings of each `--group SELECTOR:settings` for the tensors that match it, and
  /// unchanged for all others.
  private func grouped(
    _ rule: Specification, _ schedules: [(key: String, schedule: Specification)]
  ) throws -> Specification {
    guard !group.isEmpty else { return Self.scheduled(rule, schedules) }
    var values: [Setting] = []
    for text in group {
      let selector = text.prefix { $0 != ":" }
      guard selector.endIndex < text.endIndex else {
        throw Failure.usage(
          "--group '\(text)' has no settings", next: "write it as name.PATTERN:key=value,…")
      }
      _ = try TensorSelector(String(selector))
      var settings = rule
      let given = try Specification("x" + text[selector.endIndex...])
      for setting in given.values {
        settings.values.removeAll { $0.key == setting.key }
        settings.values.append(setting)
      }
      values.append(Setting(String(selector), .nested(Self.scheduled(settings, schedules))))
    }
    values.append(Setting("else", .nested(Self.scheduled(rule, schedules))))
    return Specification(.name("groups"), values)
  }
}

extension RuleOptions.Resolved {
  /// The optimizer with all its stages.
  /// - Parameter inserted: the stages of separate options. Accumulation follows the leading accumulation
  ///   stages of `--modify`; the other inserted stages come next, before the rest of `--modify`.
  func built(in registry: Registry, inserting inserted: [any Modifier] = [], horizon: Int? = nil)
    throws -> any Optimizer
  {
    let rule = try registry.optimizer(optimizer, horizon: horizon)
    let own = try stages.map { try registry.modifier($0) }
    let first = own.prefix { $0.stage == .accumulation }
    let all =
      first + inserted.filter { $0.stage == .accumulation }
      + inserted.filter { $0.stage != .accumulation } + own.dropFirst(first.count)
    return all.isEmpty ? rule : try Modified(rule, by: Array(all))
  }
}
