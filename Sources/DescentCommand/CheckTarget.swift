import Descent
import DescentCatalog
import DescentLaws

/// What is to be checked: something built in, in this process, or something of a plugin file, in
/// another one that may be lost.
enum CheckTarget {
  case builtIn(Battery)
  /// - typed: what a person types to name it.
  case loaded(Specification, typed: String)

  /// What the person named; everything, if nothing.
  static func all(_ names: [String]) async throws -> [CheckTarget] {
    let workbench = Workbench.current
    guard names.isEmpty else {
      var targets: [CheckTarget] = []
      for name in names { targets += try await Self.named(name) }
      return targets
    }
    let loaded = workbench.files.flatMap(\.plugin.plugin.names).compactMap { _, name in
      CatalogEntry.named(name)?.battery.map { _ in
        CheckTarget.loaded(Specification(name: name), typed: workbench.typed(name))
      }
    }
    return Catalog.batteries.map { .builtIn($0) } + loaded
  }

  private static func named(_ text: String) async throws -> [CheckTarget] {
    let workbench = Workbench.current
    let specifications = try await workbench.specifications(text)
    guard specifications.contains(where: { workbench.file(of: $0.name) != nil }) else {
      return [.builtIn(try Catalog.battery(named: text))]
    }
    let targets = specifications.compactMap { specification -> CheckTarget? in
      guard CatalogEntry.named(specification.name)?.battery != nil else { return nil }
      return .loaded(specification, typed: workbench.typed(specification.name))
    }
    guard !targets.isEmpty else {
      throw Failure.usage(
        "there are no laws yet for what \(text) names", next: "see 'descent list laws'")
    }
    return targets
  }
}

extension Workbench {
  /// What a person types to name something loaded: its file, and the name where that has several.
  func typed(_ name: String) -> String {
    guard let file = file(of: name) else { return name }
    return file.plugin.plugin.names.count == 1 ? file.path : "\(file.path)/\(name)"
  }
}

extension CatalogEntry {
  /// How the laws of this entry are made; nil for a kind of thing that has none.
  var battery: (() -> Battery)? {
    switch self {
    case .optimizer(let type): { Battery(type) }
    case .schedule, .problem: nil
    }
  }
}

extension Catalog {
  /// The laws of what a person named, with settings that are held fixed.
  static func battery(named text: String) throws -> Battery {
    let specification = try Specification(text)
    guard let battery = batteries.first(where: { $0.name == specification.name }) else {
      let near = nearest(to: specification.name, in: batteries.map(\.name))
        .map { "; did you mean '\($0)'?" }
      throw Failure.usage(
        "nothing with laws is called '\(specification.name)'" + (near ?? ""),
        next: "see 'descent list'")
    }
    return battery
  }
}
