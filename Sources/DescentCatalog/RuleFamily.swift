import Descent

/// Update rules that are listed together: the module `<name>Plugin` of `Plugins/<name>`.
public struct RuleFamily: Sendable {
  /// What the rules have in common, as a heading.
  public let title: String
  /// What the rules are, one word each, as `descent list optimizers --tag` takes it.
  public let tags: [String]
  /// In the order in which they are listed.
  public let rules: [any ConfigurableOptimizer.Type]

  init(_ title: String, tags: [String], _ rules: any ConfigurableOptimizer.Type...) {
    (self.title, self.tags, self.rules) = (title, tags, rules)
  }
}

extension Catalog {
  /// The family of a rule that is built in; nil of any other.
  public static func family(of rule: any ConfigurableOptimizer.Type) -> RuleFamily? {
    families.first { $0.rules.contains { $0 == rule } }
  }

  /// What a rule is, one word each: the tags of its family, and what follows from what it asks for.
  public static func tags(of rule: any ConfigurableOptimizer.Type) -> [String] {
    let needs = rule.init().needs
    let order = needs.isDisjoint(with: [.hessianProduct, .residuals])
    return (family(of: rule)?.tags ?? []) + [order ? "first-order" : "second-order"]
      + (needs.contains(.examples) ? ["finite-sum"] : [])
      + (needs.contains(.evaluation) ? ["line-search"] : [])
  }

  /// Every tag that a built-in rule has, each once.
  public static let tags: [String] = Set(families.flatMap(\.rules).flatMap(tags(of:))).sorted()
}
