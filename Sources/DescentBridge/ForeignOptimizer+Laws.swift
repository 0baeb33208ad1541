import Descent
import DescentLaws

extension ForeignOptimizer {
  /// The rule as a subject of the laws.
  /// - Parameters:
  ///   - typed: the settings of every case.
  ///   - claim: the rule that it is meant to be, which gives the kinds of its hyperparameters.
  package func subject(
    holding typed: [(key: String, text: String)], like claim: RuleClaim? = nil
  ) throws -> (subject: RuleSubject, notes: [String]) {
    let settings = try checked(
      Specification(.name(name), typed.map { Setting($0.key, .text($0.text)) }),
      isWhole: false
    ).settings
    let trial = try ForeignTrial(self, typed: settings)
    let domains = trial.domains.map { domain in
      let kind = claim?.kind(of: domain.key) ?? domain.kind
      var copy = HyperparameterDomain(
        key: domain.key, grid: domain.grid, standard: domain.standard, range: domain.range,
        kind: kind)
      copy.isWhole = domain.isWhole
      return copy
    }
    let fixed = settings.filter { typed in !domains.contains { $0.key == typed.key } }
    var subject = RuleSubject(name: name, domains: domains) { specification in
      var whole = specification
      for setting in fixed where whole[setting.key] == nil {
        whole = whole.adding(setting.key, .text(setting.text))
      }
      return RuleSubject.informed(try rule(whole))
    }
    subject.driver = ForeignDriver(host)
    subject.peers = ways(beside: fixed)
    let held = settings.filter { typed in domains.contains { $0.key == typed.key } }
    return (subject.holding(held), trial.notes)
  }

  /// The other ways in which the rule computes the same thing, each of which must give the same run.
  private func ways(beside fixed: [(key: String, text: String)]) -> [RulePeer] {
    let abilities = host.handshake.capabilities
    guard !abilities.random, !abilities.evaluates, host.refusal == nil else { return [] }
    let isTyped = fixed.contains { $0.key == "foreach" || $0.key == "fused" }
    let ways: [(key: String, usual: String?)] = [("foreach", "false"), ("fused", nil)]
    return isTyped
      ? []
      : ways.compactMap { key, usual in
        let other = (key: key, text: "true")
        guard let parameter = host.handshake.hyperparameters.first(where: { $0.key == key }),
          parameter.kind == .fixed, ForeignTrial.accepts(self, fixed + [other])
        else { return nil }
        var peer = RulePeer(
          "\(key)=true is another way to compute the same",
          make: { try rule(fixed.reduce($0) { $0.adding($1.key, .text($1.text)) }) },
          settings: { c in
            let own = usual.map { c.rule.adding(key, .text($0)) } ?? c.rule
            return (own: own, peer: c.rule.adding(key, .text("true")))
          })
        // Each step starts from the same point, so that a few steps show what many do.
        peer.steps = 24
        return peer
      }
  }
}
