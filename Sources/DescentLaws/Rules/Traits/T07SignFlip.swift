import Descent

extension RuleLaws {
  /// T7: `run(σx, σg) = σ run(x, g)` for signs σ, bit for bit, because a change of sign commutes with every
  /// rounding. For a coordinatewise rule each coordinate has its own sign; for other rules all coordinates
  /// share one.
  static let signFlip = RuleLaw(
    LawCard(
      "T7", "sign flip", "flipping the signs of coordinates flips the result there",
      needs: "isOdd",
      catches: "a missing or added absolute value, constants added to gradient or parameter",
      knownBugs: [
        "jettify/pytorch-optimizer #454: decay subtracts a constant and not a multiple of x"
      ]),
    options: .traits.with { $0.lengths = RuleCaseOptions.late }
  ) { rule, c in
    let traits = try rule.traits(c)
    guard traits.isOdd else { return .inapplicable("the rule is not declared odd") }
    var choices = c.choices
    let signs = c.start.map { _ in
      traits.locality == .coordinatewise ? choices.sign() : -1
    }
    var flipped = c.mapGradients { _, i, g in signs[i] * g }
    flipped.start = zip(c.start, signs).map(*)
    let expected = try rule.run(c).map { zip($0, signs).map(*) }
    return Comparison.exact(expected, try rule.run(flipped), "with signs flipped")
  }
}
