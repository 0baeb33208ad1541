import Synchronization

/// The names of types whose own were taken where they were registered: those of plugin files, which may
/// be called as something built in is.
enum RegisteredNames {
  private static let names = Mutex<[ObjectIdentifier: String]>([:])
  /// Most processes give none: names are asked for often.
  private static let hasAny = Atomic<Bool>(false)

  static func name(of type: any Configurable.Type) -> String? {
    guard hasAny.load(ordering: .acquiring) else { return nil }
    return names.withLock { $0[ObjectIdentifier(type)] }
  }

  /// - Parameter name: nil for the card's.
  static func set(_ name: String?, for type: any Configurable.Type) {
    guard name != nil || hasAny.load(ordering: .acquiring) else { return }
    names.withLock { $0[ObjectIdentifier(type)] = name }
    hasAny.store(true, ordering: .releasing)
  }
}

extension Configurable {
  /// The name by which a registry knows the type: its card's, or where that was taken, one with the name of
  /// its module before it.
  package static var registeredName: String { RegisteredNames.name(of: Self.self) ?? card.name }

  /// The card, with the name by which a registry knows the type.
  static var registeredCard: Card {
    guard let name = RegisteredNames.name(of: Self.self) else { return card }
    return Card(name: name, summary: card.summary, formula: card.formula, source: card.source)
  }

  /// The name to take where the card's is taken: `Wrong.lion` of the `lion` in `Wrong.swift`.
  static var qualifiedName: String {
    let module = String(reflecting: Self.self).prefix { $0 != "." }
    // A file is a module `Plugin_<its name>_<a digest>`.
    let parts = module.split(separator: "_", omittingEmptySubsequences: false)
    let isFile = parts.count > 2 && parts[0] == "Plugin" && parts.last?.count == 16
    return (isFile ? parts.dropFirst().dropLast().joined(separator: "_") : String(module)) + "."
      + card.name
  }
}
