import DescentLaws

extension Mutants {
  /// Gradient descent that claims every trait, each with one bug that breaks a claim.
  package static let claims: [Mutant] = WrongRule.Bug.allCases.map { bug in
    Mutant.rule(
      bug.subject, of: "sgd", "a claimed trait is wrong: \(bug.rawValue)", killedBy: bug.killers[0])
  }
}
