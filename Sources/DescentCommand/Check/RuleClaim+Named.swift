import Descent
import DescentCatalog
import DescentChecks
import DescentLaws

extension RuleClaim {
  /// Parses the rule of `--like`, with its settings.
  /// - Throws: ``ConfigurationError`` for unknown settings, ``Failure`` for an unknown name or one that is
  ///   not an update rule.
  init(named text: String) throws {
    let specification = try Specification(text)
    guard let entry = CatalogEntry.named(specification.name) else {
      throw CatalogEntry.unknown(specification.name)
    }
    guard case .optimizer(let rule) = entry, let type = rule.optimizerType else {
      throw Failure.usage(
        "'\(specification.name)' is not an update rule: nothing can be like it",
        next: "see 'descent list optimizers'")
    }
    _ = try rule.make(settings: specification.settings)
    self.init(
      Catalog.subject(of: type), settings: try rule.expandingPreset(specification.settings))
  }
}
