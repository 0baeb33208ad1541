import Descent

extension RuleSubject {
  /// The rule with some settings held fixed in every drawn case. A law that needs another value, such as ε =
  /// 0, still sets it.
  package func holding(_ settings: [(key: String, text: String)]) -> RuleSubject {
    var subject = RuleSubject(
      name: name,
      domains: domains.map { $0.holding(settings) }, make: make)
    subject.peers = peers
    subject.driver = driver
    subject.claim = claim
    subject.exemptions = exemptions
    return settings.isEmpty ? subject : subject.held(from: self)
  }

  /// The rule with some settings fixed, whose keys are no longer drawn.
  package func pinned(_ settings: [String: String]) -> RuleSubject {
    let make = make
    var subject = RuleSubject(
      name: name, domains: domains.filter { settings[$0.key] == nil }
    ) { specification in
      var specification = specification
      for (key, text) in settings.sorted(by: { $0.key < $1.key }) {
        specification[set: key] = text
      }
      return try make(specification)
    }
    subject.driver = driver
    // Drop exemptions that require other values of the fixed settings.
    subject.exemptions = exemptions.filter { exemption in
      exemption.settings.allSatisfy { key, text in
        settings[key].map { Exemption.isSame($0, text) } ?? true
      }
    }
    subject.heldRate = settings[rateKey].flatMap { Double($0) } ?? heldRate
    return settings.isEmpty ? subject : subject.held(from: self)
  }

  /// The rule inside a modifier, whose arguments (such as a clipping threshold) become hyperparameters of the
  /// combination.
  /// - Parameters:
  ///   - added: the modifier's hyperparameters.
  ///   - modify: wraps an optimizer; reads the texts of those hyperparameters.
  package func modified(
    name: String, adding added: [HyperparameterDomain],
    _ modify: @escaping @Sendable (any Optimizer, [String: String]) throws -> any Optimizer
  ) -> RuleSubject {
    let (make, owner) = (make, self.name)
    return RuleSubject(name: name, domains: domains + added) { specification in
      var own = Specification(name: owner, settings: specification.settings)
      var arguments: [String: String] = [:]
      for domain in added { arguments[domain.key] = own.remove(domain.key) ?? domain.standard }
      return try modify(make(own), arguments)
    }
  }
}
