/// The optimizers, schedules, problems and modifiers by name. `DescentCatalog` fills one with
/// everything built in.
public struct Registry: Sendable {
  package private(set) var optimizers: [OptimizerEntry] = []
  package private(set) var schedules: [ScheduleEntry] = []
  package private(set) var problems: [ProblemEntry] = []
  package private(set) var modifiers: [ModifierEntry] = []

  /// The origins of entries that are not built in, by name.
  private(set) var origins: [String: String] = [:]

  package init() {}

  /// The types of the optimizers whose entries are made from a type.
  package var optimizerTypes: [any ConfigurableOptimizer.Type] {
    optimizers.compactMap(\.optimizerType)
  }

  /// The types of the schedules whose entries are made from a type.
  package var scheduleTypes: [any ConfigurableSchedule.Type] {
    schedules.compactMap(\.scheduleType)
  }

  /// The types of the problems whose entries are made from a type.
  package var problemTypes: [any ConfigurableProblem.Type] { problems.compactMap(\.problemType) }

  /// The types of the modifiers whose entries are made from a type.
  package var modifierTypes: [any Modifier.Type] { modifiers.compactMap(\.modifierType) }

  /// The kind and the name of everything.
  var names: [(kind: String, name: String)] {
    optimizers.map { (kind: "optimizer", name: $0.card.name) }
      + schedules.map { (kind: "schedule", name: $0.card.name) }
      + problems.flatMap(\.names).map { (kind: "problem", name: $0) }
      + modifiers.map { (kind: "modifier", name: $0.card.name) }
  }

  /// Adds optimizers. - Precondition: no other optimizer has the name.
  package mutating func add(_ new: any ConfigurableOptimizer.Type...) {
    for type in new { add(OptimizerEntry(type)) }
  }

  /// Adds an optimizer. - Precondition: no other optimizer has the name.
  package mutating func add(_ new: OptimizerEntry) {
    Self.checkNames(of: new, in: optimizers)
    optimizers.append(new)
  }

  /// Adds schedules. - Precondition: no other schedule has the name.
  package mutating func add(_ new: any ConfigurableSchedule.Type...) {
    for type in new { add(ScheduleEntry(type)) }
  }

  /// Adds a schedule. - Precondition: no other schedule has the name.
  package mutating func add(_ new: ScheduleEntry) {
    Self.checkNames(of: new, in: schedules)
    schedules.append(new)
  }

  /// Adds problems. - Precondition: no other problem has the name.
  package mutating func add(_ new: any ConfigurableProblem.Type...) {
    for type in new { add(ProblemEntry(type)) }
  }

  /// Adds a problem. - Precondition: no other problem has the name.
  package mutating func add(_ new: ProblemEntry) {
    Self.checkNames(of: new, in: problems)
    problems.append(new)
  }

  /// Adds a modifier. - Precondition: no other modifier has the name.
  package mutating func add(modifier new: any Modifier.Type) {
    add(ModifierEntry(new))
  }

  /// Adds a modifier. - Precondition: no other modifier has the name.
  package mutating func add(_ new: ModifierEntry) {
    Self.checkNames(of: new, in: modifiers)
    modifiers.append(new)
  }

  mutating func insert(_ plugin: Plugin, from origin: String) {
    for type in plugin.optimizers { add(OptimizerEntry(type)) }
    for type in plugin.schedules { add(ScheduleEntry(type)) }
    for type in plugin.problems { add(ProblemEntry(type)) }
    for type in plugin.modifiers { add(ModifierEntry(type)) }
    for (_, name) in plugin.names { origins[name] = "comes from \(origin)" }
  }

  /// Removes the entries that have the same name and kind as a type in a plugin.
  mutating func removeAll(in plugin: Plugin) {
    let names = plugin.names
    func isReplaced(_ kind: String, _ card: Card) -> Bool {
      names.contains { $0.kind == kind && $0.name == card.name }
    }
    optimizers.removeAll { isReplaced("optimizer", $0.card) }
    schedules.removeAll { isReplaced("schedule", $0.card) }
    problems.removeAll { isReplaced("problem", $0.card) }
    modifiers.removeAll { isReplaced("modifier", $0.card) }
  }

  private static func checkNames<Product>(
    of new: RegistryEntry<Product>, in entries: [RegistryEntry<Product>]
  ) {
    precondition(Set(new.names).count == new.names.count, "a name twice: \(new.names)")
    let other = entries.first { $0.names.contains(where: new.names.contains) }
    precondition(other == nil, "two plugins share a name: \(new.names), \(other?.names ?? [])")
  }
}

/// Creates products from specifications.
extension Registry {
  /// - Parameter horizon: the number of updates, if known, for schedules inside.
  package func optimizer(
    _ specification: Specification, horizon: Int? = nil
  ) throws -> any Optimizer {
    try optimizers[Self.place(of: specification, in: optimizers, "optimizer")]
      .make(specification, in: RegistryContext(registry: self, horizon: horizon))
  }

  package func problem(_ specification: Specification) throws -> any Problem {
    let entry = problems[try Self.place(of: specification, in: problems, "problem")]
    let problem = try entry.make(
      try entry.expanding(specification), in: RegistryContext(registry: self))
    try problem.checkSize()
    return problem
  }

  package func modifier(_ specification: Specification) throws -> any Modifier {
    try modifiers[Self.place(of: specification, in: modifiers, "modifier")]
      .make(specification, in: RegistryContext(registry: self))
  }

  /// Creates a schedule. Every schedule accepts `warmup=N` for a linear warm-up of N steps
  /// before it.
  /// - Parameter horizon: the length of the run, which is the value of a `horizon` that is not
  ///   given.
  package func schedule(_ specification: Specification, horizon: Int?) throws -> any Schedule {
    let entry = schedules[try Self.place(of: specification, in: schedules, "schedule")]
    var own = specification
    let steps = entry.hasHyperparameter("warmup") ? 0 : try Self.takeWarmup(&own)
    let left = horizon.map { Swift.max(1, $0 - steps) }
    if let left, own.value(of: "horizon") == nil, entry.hasHyperparameter("horizon") {
      own.values.append(Setting("horizon", .text(String(left))))
    }
    let schedule = try entry.make(own, in: RegistryContext(registry: self, horizon: left))
    return steps > 0 ? schedule.warmedUp(steps: steps) : schedule
  }

  /// Removes `warmup=N` and returns N; 0 if it is not given.
  private static func takeWarmup(
    _ specification: inout Specification
  ) throws(ConfigurationError) -> Int {
    let name = specification.name
    guard let text = specification.remove("warmup") else { return 0 }
    guard specification.value(of: "warmup") == nil else {
      throw .duplicateKey(owner: name, key: "warmup")
    }
    guard let steps = Int(text), steps >= 0 else {
      throw .malformed(
        owner: name, key: "warmup", text: text, expected: "a whole number, 0 or more")
    }
    return steps
  }

  private static func place<Product>(
    of specification: Specification, in entries: [RegistryEntry<Product>], _ kind: String
  ) throws(ConfigurationError) -> Int {
    let name = specification.name
    // Nearly always a card's name; the other names are searched only if no card matches.
    if let place = entries.firstIndex(where: { $0.card.name == name })
      ?? entries.firstIndex(where: { $0.names.contains(name) })
    {
      return place
    }
    let names = entries.map(\.card.name)
    throw .unknownName(
      kind: kind, name: name, suggestion: nearest(to: name, in: names), valid: names)
  }
}

/// An optimizer with hyperparameters.
public typealias ConfigurableOptimizer = Optimizer & Configurable
/// A schedule with hyperparameters.
public typealias ConfigurableSchedule = Schedule & Configurable
/// A problem with hyperparameters.
public typealias ConfigurableProblem = Problem & Configurable
