import Descent
import DescentCatalog
import DescentChecks
import DescentLaws

extension RuleClaim {
  /// The rule that a person named, with the settings at which it is meant.
  /// - Throws: ``ConfigurationError`` for a name or settings that there are not, ``Failure`` for what is
  ///   no update rule.
  init(named text: String) throws {
    let specification = try Specification(text)
    guard let entry = CatalogEntry.named(specification.name) else {
      throw CatalogEntry.unknown(specification.name)
    }
    guard case .optimizer(let rule) = entry, let type = rule.optimizerType else {
      throw Failure.usage(
        "'\(specification.name)' is no update rule: nothing can be like it",
        next: "see 'descent list optimizers'")
    }
    _ = try rule.make(settings: specification.settings)
    self.init(
      Catalog.subject(of: type), settings: try rule.expandingPreset(specification.settings))
  }
}
