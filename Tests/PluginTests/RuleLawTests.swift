import Descent
import Testing

@Suite struct RuleLawTests {
  @Test("a law holds of every rule", arguments: RuleLaw.all, RuleCase.all)
  func holds(law: RuleLaw, rule: RuleCase) throws {
    #expect(try law.holds(rule.make()))
  }

  @Test("a broken rule is rejected by the law", arguments: RuleLaw.all)
  func rejectsMutant(law: RuleLaw) throws {
    #expect(try !law.holds(law.mutant))
  }
}
