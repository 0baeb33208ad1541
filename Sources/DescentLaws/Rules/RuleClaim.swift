import Descent

/// "This rule is that one": what the user says of a rule that declares nothing, so that it is held to the
/// traits, the closed forms and the definition of a rule that does, and to that rule itself.
package struct RuleClaim: Sendable {
  /// The rule that it is claimed to be, with its settings, as typed.
  package let text: String
  private let name: String
  private let domains: [HyperparameterDomain]
  private let make: @Sendable (Specification) throws -> any Optimizer
  private let settings: [(key: String, text: String)]

  /// - Parameter settings: of the model. What the claimed rule has as well is held there, too; what it
  ///   lacks stays at these, and at the model's defaults beyond them.
  package init(_ model: RuleSubject, settings: [(key: String, text: String)] = []) {
    name = model.name
    domains = model.domains
    make = model.make
    self.settings = settings
    text = Specification(name: model.name, settings: settings).description
  }

  /// What no case of a rule varies, because the claim says nothing of other values: the claim's settings,
  /// and the defaults of whatever the model does not know.
  func held(of rule: RuleSubject) -> [String: String] {
    var held: [String: String] = [:]
    for domain in rule.domains where domain.kind != .learningRate {
      let standard = knows(domain.key) ? nil : domain.standard
      held[domain.key] = claimed(domain.key) ?? standard
    }
    return held
  }

  /// The model as a rule that the claimed one must equal.
  var peer: RulePeer {
    RulePeer("it is \(text)", make: make) { c in
      let settings = specification(c.rule)
      // A value that only the claimed rule allows says nothing about the model.
      return (try? make(settings)) == nil ? nil : (own: c.rule, peer: settings)
    }
  }

  /// The model at the settings of a case.
  /// - Throws: that a law does not apply, where the model refuses them.
  func model(_ own: Specification) throws -> any Optimizer {
    do {
      return try make(specification(own))
    } catch let error as ConfigurationError {
      throw Inapplicable("the model says nothing at these settings: \(error)")
    }
  }

  /// What the model declares, as far as it can be asked of a rule with other hyperparameters.
  func traits(of rule: RuleSubject, at own: Specification) throws -> RuleTraits? {
    guard let declared = try model(own).declaredTraits else { return nil }
    let settings = specification(own)
    func isZero(_ key: String) -> Bool {
      let text = settings[key] ?? domains.first { $0.key == key }?.standard
      return text.flatMap { Double($0) } == 0
    }
    // A decay that cannot be taken out leaves what is true with it.
    if let decay = declared.decay, !rule.has(decay.key), !isZero(decay.key) {
      return RuleTraits(locality: declared.locality)
    }
    var traits = declared
    if let decay = declared.decay, !rule.has(decay.key) { traits.decay = nil }
    let fixed = declared.units.keys.filter { !rule.has($0) && !isZero($0) }
    traits.units = declared.units.filter { rule.has($0.key) }
    // A constant with a unit that cannot be rescaled, or put to 0, is a scale of the rule's own.
    if !fixed.isEmpty {
      traits.units = [:]
      traits.degree = nil
      traits.extremalHistory = nil
      traits.linearRegime = nil
    }
    return traits
  }

  /// What a hyperparameter of the model is.
  package func kind(of key: String) -> HyperparameterKind? {
    domains.first { $0.key == key }?.kind
  }

  private func knows(_ key: String) -> Bool { domains.contains { $0.key == key } }

  private func claimed(_ key: String) -> String? { settings.first { $0.key == key }?.text }

  /// The model's settings for those of a case.
  private func specification(_ own: Specification) -> Specification {
    var result = Specification(name: name)
    for domain in domains where domain.kind != .learningRate {
      guard let text = own[domain.key] ?? claimed(domain.key) else { continue }
      result.settings.append((key: domain.key, text: text))
    }
    return result
  }
}

extension RuleSubject {
  /// The rule, held to what a claim says of it.
  package func likened(to claim: RuleClaim) -> RuleSubject {
    var subject = pinned(claim.held(of: self))
    subject.claim = claim
    subject.peers = [claim.peer]
    return subject
  }

  /// The rule that traits and definitions are asked of: this one, or the one that it is claimed to be.
  func model(at settings: Specification) throws -> any Optimizer {
    try claim.map { try $0.model(settings) } ?? make(settings)
  }

  /// What is declared of the rule at these settings, by its author or by a claim.
  func declared(at settings: Specification) throws -> RuleTraits? {
    if let claim { return try claim.traits(of: self, at: settings) }
    if let said { return said }
    return try make(settings).declaredTraits
  }
}
