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
    let held = settings.filter { typed in domains.contains { $0.key == typed.key } }
    return (subject.holding(held), trial.notes)
  }
}
