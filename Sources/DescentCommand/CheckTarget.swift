import Descent
import DescentCatalog
import DescentLaws

extension Catalog {
  /// The laws of what a person named; the settings given are held in every case.
  static func battery(named text: String) throws -> Battery {
    let specification = try Specification(text)
    if let rule = try rule(specification) { return Battery(rule) }
    guard let battery = batteries.first(where: { $0.name == specification.name }) else {
      let near = nearest(to: specification.name, in: batteries.map(\.name))
        .map { "; did you mean '\($0)'?" }
      throw Failure.usage(
        "nothing with laws is called '\(specification.name)'" + (near ?? ""),
        next: "see 'descent list'")
    }
    guard specification.settings.isEmpty else {
      throw Failure.usage(
        "settings of '\(specification.name)' cannot be held", next: "leave them out")
    }
    return battery
  }

  /// The update rule of a specification with its settings held, or nil if no rule has the name.
  /// - Throws: ``ConfigurationError`` for settings that the rule refuses.
  static func rule(_ specification: Specification) throws -> RuleSubject? {
    guard let rule = ruleSubjects.first(where: { $0.name == specification.name }) else {
      return nil
    }
    _ = try registry.optimizer(specification)
    return rule.holding(specification.settings)
  }
}
