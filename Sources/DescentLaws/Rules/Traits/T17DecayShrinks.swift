import Descent

extension RuleLaws {
  /// T17: under zero gradients `x ← x (1 − ηλ)`: if decay is decoupled, or if each move is proportional to
  /// the gradient, so that coupled decay has the same effect.
  ///
  /// The tolerance is 4 ulp of the terms, |x| (1 + ηλ), at each step.
  static let decayShrinks = RuleLaw(
    LawCard(
      "T17", "decay shrinks", "without gradients decay multiplies x by 1 minus rate times decay",
      needs: "decay: decoupled, or coupled in a rule that is the plain gradient",
      catches: "wrong sign of the decay, its rate forgotten or squared, decay that is dead",
      knownBugs: [
        "chainer/chainer #261: the sign of the decay makes weights grow",
        "jettify/pytorch-optimizer #454: decay subtracts a constant and not a multiple of x",
        "OverLordGoldDragon/keras-adamw #39: absolute values in the place of squares",
      ]),
    options: .traits
  ) { rule, c in
    let c = try rule.adapted(c, "decay is not declared to shrink x") {
      rule.decayIsShrinking($0, steps: c.steps)
    }
    guard let key = try rule.traits(c).decay?.key else { return .inapplicable("no decay") }
    let idle = rule.withDecay(c, key).mapGradients { _, _, _ in 0 }
    let points = try rule.run(idle)
    let before = [c.start] + points.dropLast()
    let decay = idle.number(key)!
    let expected = before.indices.map { step in
      before[step].map { $0 * (1 - c.rates[step] * decay) }
    }
    return Comparison.compare(expected, points, "x after decay alone") { step, i, _ in
      8 * c.precision.roundoff * abs(before[step][i]) * (1 + c.rates[step] * decay)
    }
  }
}
