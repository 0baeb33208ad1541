/// The optimizers, schedules, problems and modifiers that one file adds to the workbench, in any
/// order.
///
/// ```swift
/// let plugin = Plugin(Lion.self)
/// ```
/// This line, at the top level of a file, is all that a file needs to be accepted by every
/// command.
public struct Plugin: Sendable {
  package private(set) var optimizers: [any ConfigurableOptimizer.Type] = []
  package private(set) var schedules: [any ConfigurableSchedule.Type] = []
  package private(set) var problems: [any ConfigurableProblem.Type] = []
  package private(set) var modifiers: [any Modifier.Type] = []
  /// Types with a name and hyperparameters that are none of the four kinds.
  package private(set) var others: [any Configurable.Type] = []

  /// Creates a plugin from types, each an optimizer, a schedule, a problem or a modifier.
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

  /// The kind and the type of each, optimizers first.
  var types: [(kind: String, type: any Configurable.Type)] {
    optimizers.map { (kind: "optimizer", type: $0) }
      + schedules.map { (kind: "schedule", type: $0) }
      + problems.map { (kind: "problem", type: $0) }
      + modifiers.map { (kind: "modifier", type: $0) }
  }

  /// The kind and the name of each, optimizers first, as the registry knows it.
  package var names: [(kind: String, name: String)] {
    types.map { (kind: $0.kind, name: $0.type.registeredName) }
  }

  /// The names in the cards, in the order of ``names``.
  package var ownNames: [String] { types.map { $0.type.card.name } }
}

/// A plugin's name that was already in use, and the name that replaces it.
package struct Renaming: Sendable {
  package let kind: String
  package let own: String
  package let name: String
  /// The origin of the other owner of the name: "is built in", "comes from Lion.swift".
  package let owner: String
}

extension Registry {
  /// Adds everything in a plugin, or nothing if it throws. A type whose name is already in use
  /// gets another name.
  /// - Parameters:
  ///   - plugin: the plugin to add.
  ///   - origin: where it comes from, such as a file name; errors about a later use of the same
  ///     name show it.
  /// - Throws: ``ConfigurationError`` if two types in it have the same name, if a name cannot be typed on a
  ///   command line, or if a type is neither an optimizer, nor a schedule, nor a problem, nor a modifier.
  package mutating func add(_ plugin: Plugin, from origin: String) throws(ConfigurationError) {
    try addRenaming(plugin, from: origin)
  }

  /// Adds a plugin as ``add(_:from:)`` does, and reports the names that changed.
  /// - Returns: the types that were registered under another name than the one in their card.
  @discardableResult
  package mutating func addRenaming(
    _ plugin: Plugin, from origin: String
  ) throws(ConfigurationError) -> [Renaming] {
    if let other = plugin.others.first {
      throw .inconsistent(
        owner: origin,
        reason: "'\(other)' is registered, but is neither an optimizer, nor a schedule, nor a "
          + "problem, nor a modifier")
    }
    // A modifier may share the name of a rule, because every lookup by name knows the kind.
    func space(_ kind: String, _ name: String) -> String {
      kind == "modifier" ? "modifier " + name : name
    }
    var owners: [String: (kind: String, origin: String)] = [:]
    for (kind, name) in self.names {
      owners[space(kind, name)] = (kind: kind, origin: origins[name] ?? "is built in")
    }
    var own: Set<String> = []
    var names: [(type: any Configurable.Type, name: String?)] = []
    var renamings: [Renaming] = []
    for (kind, type) in plugin.types {
      let name = type.card.name
      // A name is typed on a command line, before a colon and after a slash.
      guard SpecificationSource.isName(name) else {
        throw .malformed(
          owner: origin, key: "the name in the card of the \(kind)", text: name,
          expected: "letters, digits, '_', '-' and '.'"
            + (SpecificationSource.runners.contains(name) || SpecificationSource.isPlugin(name)
              ? ", and neither python nor exec nor like a file's name" : ""))
      }
      guard own.insert(space(kind, name)).inserted else {
        throw .nameTaken(
          origin: origin, kind: kind, name: name, by: "something that it registers before")
      }
      for alias in (type as? any Problem.Type)?.record.otherNames ?? [] {
        guard let owner = owners[alias] else { continue }
        throw .nameTaken(
          origin: origin, kind: kind, name: alias, by: "the \(owner.kind) that \(owner.origin)")
      }
      guard let owner = owners[space(kind, name)] else {
        names.append((type, nil))
        continue
      }
      let other = type.qualifiedName
      guard owners[space(kind, other)] == nil, own.insert(space(kind, other)).inserted else {
        throw .nameTaken(
          origin: origin, kind: kind, name: name, by: "the \(owner.kind) that \(owner.origin)")
      }
      names.append((type, other))
      renamings.append(Renaming(kind: kind, own: name, name: other, owner: owner.origin))
    }
    for (type, name) in names { RegisteredNames.set(name, for: type) }
    insert(plugin, from: origin)
    return renamings
  }

  /// This registry with each entry replaced that has the same name and kind as a type in the
  /// plugin.
  package func replacing(with plugin: Plugin) -> Registry {
    var registry = self
    registry.removeAll(in: plugin)
    registry.insert(plugin, from: "a replacement")
    return registry
  }
}
