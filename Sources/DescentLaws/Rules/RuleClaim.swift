import Descent

/// A claim by the user that a rule without declarations is a known rule, the model. The rule is then held to
/// the traits, closed forms and definition of the model, and to the model itself.
package struct RuleClaim: Sendable {
  /// The model with its settings, as the user typed it.
  package let text: String
  private let name: String
  private let domains: [HyperparameterDomain]
  private let make: @Sendable (Specification) throws -> any Optimizer
  private let settings: [(key: String, text: String)]

  /// - Parameter settings: settings of the model. Hyperparameters of the claimed rule with the same keys are
  ///   held at these values, too. A hyperparameter that the claimed rule lacks keeps its value here, or else
  ///   the model's default.
  package init(_ model: RuleSubject, settings: [(key: String, text: String)] = []) {
    name = model.name
    domains = model.domains
    make = model.make
    self.settings = settings
    text = Specification(name: model.name, settings: settings).description
  }

  /// The hyperparameters that no case varies, because the claim covers no other values: the claim's settings,
  /// and the defaults of hyperparameters that the model does not have.
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
      // The claim does not cover values that only the claimed rule allows.
      return (try? make(settings)) == nil ? nil : (own: c.rule, peer: settings)
    }
  }

  /// The model at the settings of a case.
  /// - Throws: ``Inapplicable`` if the model refuses them.
  func model(_ own: Specification) throws -> any Optimizer {
    do {
      return try make(specification(own))
    } catch let error as ConfigurationError {
      throw Inapplicable("the model says nothing at these settings: \(error)")
    }
  }

  /// The traits that the model declares, as far as they apply to a rule with other hyperparameters.
  func traits(of rule: RuleSubject, at own: Specification) throws -> RuleTraits? {
    guard let declared = try model(own).declaredTraits else { return nil }
    let settings = specification(own)
    func isZero(_ key: String) -> Bool {
      let text = settings[key] ?? domains.first { $0.key == key }?.standard
      return text.flatMap { Double($0) } == 0
    }
    // If decay cannot be removed, keep only the trait that holds with it.
    if let decay = declared.decay, !rule.has(decay.key), !isZero(decay.key) {
      return RuleTraits(locality: declared.locality)
    }
    var traits = declared
    if let decay = declared.decay, !rule.has(decay.key) { traits.decay = nil }
    let fixed = declared.units.keys.filter { !rule.has($0) && !isZero($0) }
    traits.units = declared.units.filter { rule.has($0.key) }
    // A constant with a unit that can be neither rescaled nor set to 0 gives the rule an absolute scale.
    if !fixed.isEmpty {
      traits.units = [:]
      traits.degree = nil
      traits.extremalHistory = nil
      traits.linearRegime = nil
    }
    return traits
  }

  /// The declared kind of a hyperparameter of the model.
  package func kind(of key: String) -> HyperparameterKind? {
    domains.first { $0.key == key }?.kind
  }

  private func knows(_ key: String) -> Bool { domains.contains { $0.key == key } }

  private func claimed(_ key: String) -> String? { settings.first { $0.key == key }?.text }

  /// The settings of the model that correspond to those of a case.
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
  /// The rule, held to a claim.
  package func likened(to claim: RuleClaim) -> RuleSubject {
    var subject = pinned(claim.held(of: self))
    subject.claim = claim
    subject.peers = [claim.peer]
    return subject
  }

  /// The rule that provides traits and definitions: this rule, or the model that it is claimed to be.
  func model(at settings: Specification) throws -> any Optimizer {
    try claim.map { try $0.model(settings) } ?? make(settings)
  }

  /// The traits declared for the rule at these settings, by its author or by a claim.
  func declared(at settings: Specification) throws -> RuleTraits? {
    if let claim { return try claim.traits(of: self, at: settings) }
    if let said { return said }
    return try make(settings).declaredTraits
  }
}
