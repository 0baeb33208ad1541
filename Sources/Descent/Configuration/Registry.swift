/// The plugins that names refer to. `DescentCatalog` fills one with everything built in.
public struct Registry: Sendable {
  public private(set) var optimizers: [any ConfigurableOptimizer.Type] = []
  public private(set) var schedules: [any ConfigurableSchedule.Type] = []
  public private(set) var problems: [any ConfigurableProblem.Type] = []

  /// Where what is not built in comes from, by name.
  private(set) var origins: [String: String] = [:]

  public init() {}

  /// The kind and the name of everything.
  var names: [(kind: String, name: String)] {
    optimizers.map { (kind: "optimizer", name: $0.card.name) }
      + schedules.map { (kind: "schedule", name: $0.card.name) }
      + problems.map { (kind: "problem", name: $0.card.name) }
  }

  /// Adds optimizers. - Precondition: no other optimizer has the name.
  public mutating func add(_ new: any ConfigurableOptimizer.Type...) {
    optimizers += new
    Self.checkNames(optimizers.map { $0.card.name })
  }

  /// Adds schedules. - Precondition: no other schedule has the name.
  public mutating func add(_ new: any ConfigurableSchedule.Type...) {
    schedules += new
    Self.checkNames(schedules.map { $0.card.name })
  }

  /// Adds problems. - Precondition: no other problem has the name.
  public mutating func add(_ new: any ConfigurableProblem.Type...) {
    problems += new
    Self.checkNames(problems.map { $0.card.name })
  }

  mutating func insert(_ plugin: Plugin, from origin: String) {
    optimizers += plugin.optimizers
    schedules += plugin.schedules
    problems += plugin.problems
    for (_, name) in plugin.names { origins[name] = "comes from \(origin)" }
  }

  private static func checkNames(_ names: [String]) {
    precondition(Set(names).count == names.count, "two plugins share a name: \(names)")
  }

  public func optimizer(_ spec: Specification) throws -> any ConfigurableOptimizer {
    try Self.find(spec.name, optimizers, "optimizer", { $0.card.name }).init(
      settings: spec.settings)
  }

  public func problem(_ spec: Specification) throws -> any ConfigurableProblem {
    try Self.find(spec.name, problems, "problem", { $0.card.name }).init(settings: spec.settings)
  }

  /// The schedule; every one takes `warmup=N` for a linear warm-up of N steps before it.
  /// - Parameter horizon: what a `horizon` that is not given stands for: the length of the run.
  public func schedule(_ spec: Specification, horizon: Int?) throws -> any Schedule {
    let type = try Self.find(spec.name, schedules, "schedule", { $0.card.name })
    var spec = spec
    let ownsWarmup = type.init().hyperparameters.contains { $0.key == "warmup" }
    let warmup = ownsWarmup ? nil : spec.remove("warmup")
    var steps = 0
    if let warmup {
      guard spec["warmup"] == nil else {
        throw ConfigurationError.duplicateKey(owner: spec.name, key: "warmup")
      }
      guard let number = Int(warmup), number >= 0 else {
        throw ConfigurationError.malformed(
          owner: spec.name, key: "warmup", text: warmup, expected: "a whole number, 0 or more")
      }
      steps = number
    }
    if let horizon, spec["horizon"] == nil,
      type.init().hyperparameters.contains(where: { $0.key == "horizon" })
    {
      spec.settings.append((key: "horizon", text: String(max(1, horizon - steps))))
    }
    let schedule = try type.init(settings: spec.settings)
    return steps > 0 ? schedule.warmedUp(steps: steps) : schedule
  }

  private static func find<Entry>(
    _ name: String, _ entries: [Entry], _ kind: String, _ nameOf: (Entry) -> String
  ) throws(ConfigurationError) -> Entry {
    if let entry = entries.first(where: { nameOf($0) == name }) { return entry }
    let names = entries.map(nameOf)
    throw .unknownName(
      kind: kind, name: name, suggestion: nearest(to: name, in: names), valid: names)
  }
}

/// An optimizer, schedule or problem that can be built from text.
public typealias ConfigurableOptimizer = Optimizer & Configurable
public typealias ConfigurableSchedule = Schedule & Configurable
public typealias ConfigurableProblem = Problem & Configurable
