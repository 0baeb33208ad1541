import Descent

/// Update rules that are listed together: those of the module `<name>Plugin` in
/// `Plugins/<name>`.
public struct RuleFamily: Sendable {
  /// The common property of the rules, as a heading.
  public let title: String
  /// The tags of the rules, one word each, for `descent list optimizers --tag`.
  public let tags: [String]
  /// The rules, in the order in which they are listed.
  public let rules: [any ConfigurableOptimizer.Type]

  init(_ title: String, tags: [String], _ rules: any ConfigurableOptimizer.Type...) {
    (self.title, self.tags, self.rules) = (title, tags, rules)
  }
}

extension Catalog {
  /// The family of a built-in rule; nil for any other rule.
  public static func family(of rule: any ConfigurableOptimizer.Type) -> RuleFamily? {
    families.first { $0.rules.contains { $0 == rule } }
  }

  /// The tags of a rule, one word each: those of its family, and those that follow from its needs.
  public static func tags(of rule: any ConfigurableOptimizer.Type) -> [String] {
    let needs = rule.init().needs
    let order = needs.isDisjoint(with: .ofCurvature)
    return (family(of: rule)?.tags ?? []) + [order ? "first-order" : "second-order"]
      + (needs.contains(.examples) ? ["finite-sum"] : [])
      + (needs.contains(.evaluation) ? ["line-search"] : [])
  }

  /// All tags of the built-in rules, without duplicates.
  public static let tags: [String] = Set(families.flatMap(\.rules).flatMap(tags(of:))).sorted()
}
