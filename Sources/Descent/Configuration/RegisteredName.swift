import Synchronization

/// Replacement names of types whose own name was already in use when they were registered. This happens
/// to plugin files, whose names may coincide with built-in ones.
enum RegisteredNames {
  private static let names = Mutex<[ObjectIdentifier: String]>([:])
  /// Avoids the lock in most processes, which rename nothing: names are looked up often.
  private static let hasAny = Atomic<Bool>(false)

  static func name(of type: any Configurable.Type) -> String? {
    guard hasAny.load(ordering: .acquiring) else { return nil }
    return names.withLock { $0[ObjectIdentifier(type)] }
  }

  /// - Parameter name: the replacement name; nil restores the card's.
  static func set(_ name: String?, for type: any Configurable.Type) {
    guard name != nil || hasAny.load(ordering: .acquiring) else { return }
    names.withLock { $0[ObjectIdentifier(type)] = name }
    hasAny.store(true, ordering: .releasing)
  }
}

extension Configurable {
  /// The name under which a registry knows the type: its card's, or, if that was already in use, the card's
  /// name prefixed with the module's.
  package static var registeredName: String { RegisteredNames.name(of: Self.self) ?? card.name }

  /// The card, with the name under which a registry knows the type.
  static var registeredCard: Card {
    guard let name = RegisteredNames.name(of: Self.self) else { return card }
    return Card(name: name, summary: card.summary, formula: card.formula, source: card.source)
  }

  /// The replacement name if the card's is already in use: `Wrong.lion` for the `lion` in
  /// `Wrong.swift`.
  static var qualifiedName: String {
    let module = String(reflecting: Self.self).prefix { $0 != "." }
    // A plugin file is compiled as a module called `Plugin_<file name>_<digest>`.
    let parts = module.split(separator: "_", omittingEmptySubsequences: false)
    let isFile = parts.count > 2 && parts[0] == "Plugin" && parts.last?.count == 16
    return (isFile ? parts.dropFirst().dropLast().joined(separator: "_") : String(module)) + "."
      + card.name
  }
}
