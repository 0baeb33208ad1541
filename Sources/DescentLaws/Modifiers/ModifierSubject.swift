import Descent

/// A modifier as a subject of the battery: a type with hyperparameters that wraps rules.
package struct ModifierSubject: LawSubject {
  package let name: String
  package private(set) var domains: [HyperparameterDomain]
  /// The modifier with these settings.
  package let make: @Sendable (Specification) throws -> any Modifier
  /// Wraps a rule in the modifier, the way the kernel does unless a test replaces it.
  package var combine: @Sendable (any Modifier, any Optimizer) throws -> any Optimizer = {
    try Modified($1, by: [$0])
  }

  /// The key under which a case keeps the rule that the modifier is put around.
  static let hostKey = "around"

  package init<Kind: Modifier>(_ type: Kind.Type, name: String? = nil) {
    self.name = name ?? Kind.registeredName
    domains = Kind().hyperparameters.map(HyperparameterDomain.init)
    make = { try Kind(settings: $0.settings) }
  }

  /// The modifier with some settings held fixed in every drawn case.
  package func holding(_ settings: [(key: String, text: String)]) -> ModifierSubject {
    var subject = self
    subject.domains = domains.map { $0.holding(settings) }
    return subject
  }

  /// The modifier and the rule of a case as one rule, for which cases are drawn.
  var whole: RuleSubject {
    let host = HyperparameterDomain(
      key: Self.hostKey, grid: ModifierHost.allCases.map(\.rawValue),
      standard: ModifierHost.elementwise.rawValue)
    return RuleSubject(name: name, domains: domains + [host]) { specification in
      let optimizer = try optimizer(ModifierCase.split(specification))
      // Make a kernel as well, because some combinations are refused only then, such as two choices of the
      // evaluation point.
      _ = try Double.makeKernel(optimizer, Layout([]), workers: nil)
      return optimizer
    }
  }

  private func optimizer(_ parts: (Specification, ModifierHost)) throws -> any Optimizer {
    try combine(make(parts.0), parts.1.rule)
  }

  func modifier(_ c: ModifierCase) throws -> any Modifier { try make(c.settings) }

  /// The modifier around the rule of the case, or around another one.
  func optimizer(_ c: ModifierCase, around rule: (any Optimizer)? = nil) throws -> any Optimizer {
    try combine(modifier(c), rule ?? c.host.rule)
  }

  /// The traits that the author declares.
  func traits(_ c: ModifierCase) throws -> ModifierTraits {
    guard let declaring = try modifier(c) as? any ModifierTraitDeclaring else {
      throw Inapplicable("no traits are declared")
    }
    return declaring.traits
  }
}

extension Battery {
  /// The battery of a modifier.
  /// - Parameter held: settings that every case has.
  package init<Kind: Modifier>(
    _ type: Kind.Type, holding held: [(key: String, text: String)] = []
  ) {
    let subject = ModifierSubject(type).holding(held)
    self.init(
      kind: "modifier", subject: subject, laws: ModifierLaws.all, exemptions: Kind.exemptions,
      domains: subject.domains, keys: [ModifierSubject.hostKey])
  }
}
