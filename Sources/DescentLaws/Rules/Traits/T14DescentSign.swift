import Descent

extension RuleLaws {
  /// T14: `sign(move) = −sign(g)`, and the move is 0 only if g is, on the first step, and on every step of a
  /// rule without momentum. Moves are measured from x = 0, without decay.
  static let descentSign = RuleLaw(
    LawCard(
      "T14", "descent sign", "moves are against the sign of the gradient, and zero only with it",
      needs: "descends",
      catches: "wrong signs, moves lost or made without a gradient, stale buffers",
      knownBugs: ["PaddlePaddle/Paddle #4743: the step is added where it is to be subtracted"]),
    options: RuleCaseOptions {
      $0.needsTraits = true
      $0.lengths = RuleCaseOptions.late
      $0.profiles = GradientProfile.normalNumbers
    }
  ) { rule, c in
    let traits = try rule.traits(c)
    guard traits.descends else { return .inapplicable("the rule is not declared to descend") }
    let hasMomentum = traits.memory == nil || traits.memory == .momentum
    let c = try rule.withoutDecay(hasMomentum ? c.prefix(1) : c)
    let moves = try rule.moves(c)
    var form = FormRoundoff(rule.claim, c)
    for (step, move) in moves.enumerated() {
      form.see(c.gradients[step])
      for (i, move) in move.enumerated() {
        let g = c.gradients[step][i]
        let isRight = g == 0 ? move == 0 : g > 0 ? move < 0 : move > 0
        if isRight { continue }
        if form[i] >= 1 { continue }
        return .violated(
          "step \(step + 1), coordinate \(i): gradient \(g) gives the move \(move); its sign",
          expected: g == 0 ? 0 : g > 0 ? -1 : 1,
          found: move == 0 || move.isNaN ? move : move > 0 ? 1 : -1)
      }
    }
    return .holds
  }
}
