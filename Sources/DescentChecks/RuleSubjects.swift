import Descent
import DescentCatalog
import DescentLaws

extension Catalog {
  /// The built-in update rules as subjects of the law battery, each with the rules that it must equal at
  /// certain settings.
  package static let ruleSubjects: [RuleSubject] = registry.optimizerTypes.map { type in
    withPeers(type)
  }

  private static func withPeers(_ type: any ConfigurableOptimizer.Type) -> RuleSubject {
    var subject = RuleSubject(type)
    subject.peers = peers(of: type)
    return subject
  }

  /// A rule as a subject of the battery, with the rules that it must equal.
  package static func subject(of type: any ConfigurableOptimizer.Type) -> RuleSubject {
    registry.optimizerTypes.firstIndex { $0 == type }.map { ruleSubjects[$0] } ?? withPeers(type)
  }

  /// The built-in rules that a rule claims to equal.
  package static func peers(of rule: any ConfigurableOptimizer.Type) -> [RulePeer] {
    (rule as? any PeerDeclaring.Type)?.peers.map { RulePeer($0, in: registry) } ?? []
  }
}

extension RulePeer {
  /// A claim about a registered rule.
  init(_ claim: PeerClaim, in registry: Registry) {
    self.init(claim.claim) {
      RuleSubject.informed(try registry.optimizer($0))
    } settings: { c in
      var rule = c
      for (key, text) in claim.own { rule = rule.setting(key, text) }
      var other = Specification(name: claim.peer)
      for (key, value) in claim.settings(rule.rule).sorted(by: { $0.key < $1.key }) {
        if let text = value { other.settings.append((key: key, text: text)) }
      }
      return (own: rule.rule, peer: other)
    }
    steps = claim.steps
    rateFactor = { claim.rateFactor($0.rule, $1) }
  }
}
