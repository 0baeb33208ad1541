import Descent

extension RuleLaws {
  /// T20: with AMSGrad no move is larger than without it, within 16 ulp of the move and without decay,
  /// because the numerator is the same and the denominator is a maximum.
  static let amsgradNotLarger = RuleLaw(
    LawCard(
      "T20", "AMSGrad not larger", "with AMSGrad no move is larger than without it",
      needs: "a switch of the kind maximum",
      catches: "a maximum that is a minimum, of the wrong moment, or not kept",
      knownBugs: ["pytorch/pytorch #4034: the maximum lives in a local and is never stored"]),
    options: RuleCaseOptions {
      $0.needsTraits = true
      $0.profiles = GradientProfile.normalNumbers
    }
  ) { rule, c in
    guard rule.has(.maximum) else { return RuleSubject.lacks(.maximum) }
    let c = try rule.withoutDecay(c)
    let plain = try rule.moves(rule.setting(.maximum, "false", in: c))
    let largest = try rule.moves(rule.setting(.maximum, "true", in: c))
    for step in plain.indices {
      for i in c.start.indices {
        let (bound, move) = (abs(plain[step][i]), abs(largest[step][i]))
        if move <= bound * (1 + 32 * c.precision.roundoff) { continue }
        return .violated(
          "step \(step + 1), coordinate \(i): the move with AMSGrad is larger", expected: bound,
          found: move)
      }
    }
    return .holds
  }
}
