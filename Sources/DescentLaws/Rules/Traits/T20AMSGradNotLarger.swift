import Descent

extension RuleLaws {
  /// T20: with AMSGrad no move is larger than without it, without decay: the same numerator over a
  /// denominator that is a maximum. Up to 16 ulp of the move.
  static let amsgradNotLarger = RuleLaw(
    LawCard(
      "T20", "AMSGrad not larger", "with AMSGrad no move is larger than without it",
      needs: "a flag amsgrad",
      catches: "a maximum that is a minimum, of the wrong moment, or not kept",
      knownBugs: ["pytorch/pytorch #4034: the maximum lives in a local and is never stored"]),
    options: RuleCaseOptions {
      $0.needsTraits = true
      $0.profiles = GradientProfile.normalNumbers
    }
  ) { rule, c in
    guard rule.has("amsgrad") else { return .inapplicable("the rule has no flag amsgrad") }
    let c = try rule.withoutDecay(c)
    let plain = try rule.moves(c.setting("amsgrad", "false"))
    let largest = try rule.moves(c.setting("amsgrad", "true"))
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
