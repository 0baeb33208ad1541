import AdagradPlugin
import AdamPlugin
import AdamWPlugin
import Descent
import DescentCatalog
import DescentLaws
import LawMutants
import MomentumPlugin
import RMSpropPlugin
import SGDPlugin
import Testing

@Suite struct RuleMutantTests {
  @Test("each wrong rule is rejected by the law that is for it", arguments: Mutants.rules.indices)
  func isRejected(number: Int) throws {
    let mutant = Mutants.rules[number]
    let report = try #require(mutant.report(200, 1), "no law \(mutant.killer) for \(mutant.name)")
    #expect(report.hasFailed, "\(mutant.name): \(mutant.bug), not seen by \(mutant.killer)")
  }

  static let hosts: [(host: RuleSubject, right: RuleSubject)] = [
    (WrongSGD<NoSlip>.subject, RuleSubject(SGD.self)),
    (WrongMomentum<NoSlip>.subject, RuleSubject(Momentum.self)),
    (WrongAdagrad<NoSlip>.subject, RuleSubject(Adagrad.self)),
    (WrongRMSprop<NoSlip>.subject, RuleSubject(RMSprop.self)),
    (WrongAdam<Adam, NoSlip>.subject, RuleSubject(Adam.self)),
    (WrongAdam<AdamW, NoSlip>.subject, RuleSubject(AdamW.self)),
  ]

  @Test("a host without a slip is the right rule, bit for bit", arguments: hosts.indices)
  func isRight(number: Int) {
    let (host, right) = Self.hosts[number]
    let law = RuleLaw(
      LawCard("same", "same rule", "both rules give the same run", catches: "a wrong host")
    ) { host, c in
      Comparison.exact(try right.run(c), try host.run(c), "the host is not the rule")
    }
    let report = law.search(host, cases: 200, seed: 1)
    if case .failed(let counterexample) = report.outcome {
      Issue.record("\(counterexample.violation)\n\(counterexample.text)")
    }
    #expect(report.applied == 200)
  }
}
