import Descent
import DescentCatalog
import DescentChecks
import DescentLaws

/// A target of a check: built in and checked in this process, or from a plugin file and checked in another
/// process, because it may crash.
enum CheckTarget {
  case builtIn(Battery)
  /// The rule of a worker.
  /// - typed: the command-line spelling.
  /// - notes: the notes from before the first law.
  case foreign(Battery, typed: String, notes: [String])
  /// - typed: the command-line spelling.
  case loaded(Specification, typed: String)

  /// The targets that the user named; everything if there are no names.
  /// - Parameter claim: the rule or schedule that each target is meant to be.
  static func all(_ names: [String], like claim: TypedClaim? = nil) async throws -> [CheckTarget] {
    let workbench = Workbench.current
    guard names.isEmpty else {
      var targets: [CheckTarget] = []
      for name in names { targets += try await Self.named(name, claim) }
      return targets
    }
    if let claim {
      throw Failure.usage(
        "--like \(claim.text): no rule is named", next: "name a rule or a file")
    }
    let loaded = workbench.files.flatMap(\.plugin.plugin.names).map {
      CheckTarget.loaded(Specification(name: $0.name), typed: workbench.typed($0.name))
    }
    let added = try workbench.added.compactMap(CatalogEntry.named).map {
      CheckTarget.builtIn(try $0.battery(holding: []))
    }
    return Catalog.batteries.map { .builtIn($0) } + added + loaded
  }

  private static func named(
    _ text: String, _ claim: TypedClaim?
  ) async throws -> [CheckTarget] {
    let workbench = Workbench.current
    let specifications = try await workbench.specifications(text)
    if specifications.count == 1, let foreign = workbench.worker(named: specifications[0].name) {
      let claim = try claim?.ofRule(text)
      let (subject, notes) = try foreign.subject(
        holding: specifications[0].settings, like: claim)
      return [
        .foreign(Battery(claim.map(subject.likened) ?? subject), typed: text, notes: notes)
      ]
    }
    guard specifications.contains(where: { workbench.file(of: $0.name) != nil }) else {
      return [.builtIn(try Catalog.battery(named: text, like: claim))]
    }
    return specifications.map { .loaded($0, typed: workbench.typed($0.name)) }
  }
}

extension Workbench {
  /// The command-line spelling of a loaded name: the file path, or `file/name` if the file registers
  /// several.
  func typed(_ name: String) -> String {
    guard let file = file(of: name) else { return name }
    return file.plugin.plugin.names.count == 1 ? file.path : "\(file.path)/\(name)"
  }
}

extension CatalogEntry {
  /// The laws of this entry; the settings are held fixed in every case.
  /// - Parameter claim: the rule that it is meant to be.
  /// - Throws: ``ConfigurationError`` for settings that it refuses; ``Failure`` if it has no laws, or if
  ///   there is a claim and it is not an update rule.
  func battery(
    holding settings: [(key: String, text: String)], discovers: Bool = true,
    like claim: TypedClaim? = nil
  ) throws -> Battery {
    if case .optimizer(let entry) = self, let type = entry.optimizerType {
      _ = try entry.make(settings: settings)
      let claim = try claim?.ofRule(card.name)
      let subject = Catalog.subject(of: type).holding(try type.expandingPreset(settings))
      return Battery(claim.map(subject.likened) ?? subject, discovers: discovers)
    }
    if case .schedule(let entry) = self, let type = entry.scheduleType {
      _ = try entry.make(settings: settings)
      let claim = try claim?.ofSchedule(card.name)
      let subject = ScheduleSubject(type).holding(settings)
      return Battery(claim.map(subject.likened) ?? subject, exemptions: type.exemptions)
    }
    if let claim {
      throw claim.refusal(of: card.name, kind: "neither an update rule nor a schedule")
    }
    switch self {
    case .schedule: break
    case .problem(let entry):
      if let type = entry.problemType {
        _ = try entry.make(settings: settings)
        return Catalog.battery(type, holding: settings)
      }
    case .modifier(let entry):
      if let type = entry.modifierType {
        _ = try entry.make(settings: settings)
        return Catalog.battery(type, holding: settings)
      }
    case .optimizer:
      // 'sam' is both a combination and the modifier in it: check the modifier.
      if let modifier = CatalogEntry.modifier(named: card.name) {
        return try modifier.battery(holding: settings)
      }
    }
    throw Failure.usage(
      "'\(card.name)' has no laws", next: "check its parts")
  }
}

extension Catalog {
  /// The laws of a modified problem.
  private static func battery(
    _ modifier: ProblemEntry, _ specification: Specification
  ) throws -> Battery {
    let registry = Workbench.current.registry
    _ = try registry.problem(specification)
    guard case .nested(let inner)? = specification.value(of: "of") else {
      throw ConfigurationError.inconsistent(
        owner: modifier.card.name, reason: "of is a list: it must be one problem")
    }
    return Battery(
      modifier, of: inner, in: registry,
      holding: specification.settings.filter { $0.key != "of" })
  }

  /// The laws of the built-in name that the user typed.
  static func battery(named text: String, like claim: TypedClaim? = nil) throws -> Battery {
    let specification = try Specification(text)
    if let entry = CatalogEntry.named(specification) {
      if case .problem(let modifier) = entry, modifier.isModifier, claim == nil {
        return try battery(modifier, specification)
      }
      return try entry.battery(holding: specification.settings, like: claim)
    }
    guard let battery = batteries.first(where: { $0.name == specification.name }),
      specification.settings.isEmpty
    else {
      if let other = OtherName(specification.name) { throw other.failure }
      let near = hint(for: specification.name, in: batteries.map(\.name))
      throw Failure.usage(
        "nothing with laws is called '\(text)'" + near, next: "see 'descent list'")
    }
    return battery
  }
}
