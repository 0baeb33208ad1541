/// What one file adds to the workbench: optimizers, schedules, problems and modifiers, in any order.
///
/// ```swift
/// let plugin = Plugin(Lion.self)
/// ```
/// That line, at the top level of a file, is all that a file needs to be taken by every command.
public struct Plugin: Sendable {
  public private(set) var optimizers: [any ConfigurableOptimizer.Type] = []
  public private(set) var schedules: [any ConfigurableSchedule.Type] = []
  public private(set) var problems: [any ConfigurableProblem.Type] = []
  public private(set) var modifiers: [any Modifier.Type] = []
  /// Types that have a name and hyperparameters, but are none of the four.
  public private(set) var others: [any Configurable.Type] = []

  public init(_ types: any Configurable.Type...) {
    for type in types {
      if let type = type as? any ConfigurableOptimizer.Type {
        optimizers.append(type)
      } else if let type = type as? any ConfigurableSchedule.Type {
        schedules.append(type)
      } else if let type = type as? any ConfigurableProblem.Type {
        problems.append(type)
      } else if let type = type as? any Modifier.Type {
        modifiers.append(type)
      } else {
        others.append(type)
      }
    }
  }

  /// The kind and the name of each, optimizers first.
  public var names: [(kind: String, name: String)] {
    optimizers.map { (kind: "optimizer", name: $0.card.name) }
      + schedules.map { (kind: "schedule", name: $0.card.name) }
      + problems.map { (kind: "problem", name: $0.card.name) }
      + modifiers.map { (kind: "modifier", name: $0.card.name) }
  }
}

extension Registry {
  /// Adds everything in a plugin, or nothing.
  /// - Parameter origin: where it comes from, such as a file's name: what an error says if the name
  ///   is wanted again.
  /// - Throws: ``ConfigurationError`` if a name is taken or cannot be typed, or if a type is neither
  ///   an optimizer, nor a schedule, nor a problem, nor a modifier.
  public mutating func add(_ plugin: Plugin, from origin: String) throws(ConfigurationError) {
    if let other = plugin.others.first {
      throw .inconsistent(
        owner: origin,
        reason: "'\(other)' is registered, but is neither an optimizer, nor a schedule, nor a "
          + "problem, nor a modifier")
    }
    // A modifier may have the name of a rule: nothing is asked for by name without its kind being known.
    func space(_ kind: String, _ name: String) -> String {
      kind == "modifier" ? "modifier " + name : name
    }
    var owners: [String: (kind: String, origin: String)] = [:]
    for (kind, name) in names {
      owners[space(kind, name)] = (kind: kind, origin: origins[name] ?? "is built in")
    }
    for (kind, name) in plugin.names {
      // A name is typed on a command line, before a colon and after a slash.
      guard SpecificationSource.isName(name) else {
        throw .malformed(
          owner: origin, key: "the name in the card of the \(kind)", text: name,
          expected: "letters, digits, '_', '-' and '.'"
            + (SpecificationSource.runners.contains(name) || SpecificationSource.isPlugin(name)
              ? ", and neither python nor exec nor like a file's name" : ""))
      }
      if let owner = owners[space(kind, name)] {
        throw .nameTaken(
          origin: origin, kind: kind, name: name, by: "the \(owner.kind) that \(owner.origin)")
      }
      owners[space(kind, name)] = (kind: kind, origin: "it registers before")
    }
    insert(plugin, from: origin)
  }

  /// This registry with what a plugin holds in the place of what has the same name and kind.
  package func replacing(with plugin: Plugin) -> Registry {
    var registry = self
    registry.removeAll(in: plugin)
    registry.insert(plugin, from: "a replacement")
    return registry
  }
}
