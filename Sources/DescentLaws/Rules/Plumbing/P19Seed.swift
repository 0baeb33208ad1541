import Descent

extension RuleLaws {
  /// P19: the seed changes the run of a rule that is declared to draw random numbers, under some of its
  /// settings, and of no other rule, bit for bit.
  static let seed = RuleLaw(
    LawCard(
      "P19", "seed", "the seed of the run changes a rule that draws, and no other",
      needs: "any trait",
      catches:
        "draws from a seed of its own, draws that are not declared, noise that is never added"),
    options: .liveness
  ) { rule, c in
    guard let traits = try rule.declared(at: c.rule) else {
      return .inapplicable("no traits are declared")
    }
    guard c.witness != nil else { return .skipped("too little happens") }
    func isMoved(_ c: RuleCase) throws -> Bool {
      let (one, other) = (try rule.end(c, seed: 1), try rule.end(c, seed: 2 + UInt64(abs(c.aux))))
      return !zip(one, other).allSatisfy(Comparison.same)
    }
    if !traits.drawsRandom {
      return try isMoved(c)
        ? .violated("another seed gives another run, and the rule is not declared to draw") : .holds
    }
    for settings in rule.variants(c) {
      var variant = c
      variant.rule = settings
      if try isMoved(variant) { return .holds }
    }
    return .violated("another seed gives the same run, whatever the options, of a rule that draws")
  }
}

extension RuleSubject {
  /// The last point of a run with a given seed, with each step at the rule's own rate.
  fileprivate func end(_ c: RuleCase, seed: UInt64) throws -> [Double] {
    var session = try Session(optimizer(c), c)
    session.seed = seed
    for gradient in c.gradients { session.step(gradient: gradient) }
    return session.point
  }
}
