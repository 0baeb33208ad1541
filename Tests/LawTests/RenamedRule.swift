import Descent
import DescentLaws

/// A rule whose hyperparameters have other names, of the same kinds.
struct RenamedRule: Optimizer, TraitDeclaring, DefinedRule {
  let base: any TraitDeclaring & DefinedRule
  /// The new name of a key.
  let name: @Sendable (String) -> String

  var learningRate: Double { base.learningRate }
  var specification: Specification { base.specification.mappingKeys(name) }
  var readsPoint: Bool { base.readsPoint }

  var traits: RuleTraits {
    var traits = base.traits
    traits.units = Dictionary(uniqueKeysWithValues: traits.units.map { (name($0), $1) })
    switch traits.decay {
    case nil: break
    case .coupled(let key): traits.decay = .coupled(name(key))
    case .decoupled(let key): traits.decay = .decoupled(name(key))
    }
    return traits
  }

  func definition<N: DefinitionNumber>(_ number: N.Type) -> any RuleDefinition<N> {
    base.definition(number)
  }

  func _kernel32(_ layout: Layout, _ workers: Workers?) throws -> OptimizerKernel<Float> {
    try Float.makeKernel(base, layout, workers: workers)
  }

  func _kernel64(_ layout: Layout, _ workers: Workers?) throws -> OptimizerKernel<Double> {
    try Double.makeKernel(base, layout, workers: workers)
  }
}

extension Specification {
  func mappingKeys(_ name: (String) -> String) -> Specification {
    Specification(name: self.name, settings: settings.map { (key: name($0.key), text: $0.text) })
  }
}

extension RuleSubject {
  /// The same rule, drawn from the same cases, with other names for its hyperparameters.
  func renaming(_ names: [String: String]) -> RuleSubject {
    let (make, old) = (make, Dictionary(uniqueKeysWithValues: names.map { ($1, $0) }))
    @Sendable func new(_ key: String) -> String { names[key] ?? key }
    @Sendable func back(_ key: String) -> String { old[key] ?? key }
    var subject = RuleSubject(
      name: name,
      domains: domains.map {
        HyperparameterDomain(
          key: new($0.key), grid: $0.grid, standard: $0.standard, range: $0.range, kind: $0.kind)
      }
    ) { settings in
      let rule = try make(settings.mappingKeys(back))
      guard let base = rule as? any TraitDeclaring & DefinedRule else { return rule }
      return RenamedRule(base: base, name: new)
    }
    subject.peers = peers.map { peer in
      @Sendable func original(_ c: RuleCase) -> RuleCase {
        var c = c
        c.rule = c.rule.mappingKeys(back)
        return c
      }
      var renamed = RulePeer(peer.claim, make: peer.make) { c in
        peer.settings(original(c)).map { ($0.own.mappingKeys(new), $0.peer) }
      }
      renamed.steps = peer.steps
      renamed.rateFactor = { peer.rateFactor(original($0), $1) }
      return renamed
    }
    return subject
  }
}
