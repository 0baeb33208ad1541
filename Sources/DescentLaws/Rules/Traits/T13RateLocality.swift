import Descent

extension RuleLaws {
  /// T13: multiplying the rate of one step by 4 multiplies that step's move by 4 and changes no other move,
  /// without decay.
  ///
  /// Moves are measured from x = 0. The tolerance is 8 u of the move; the factor itself is exact.
  static let rateLocality = RuleLaw(
    LawCard(
      "T13", "rate locality", "the rate of a step multiplies that step's move and no other",
      needs: "isRateLocal",
      catches: "the rate inside a buffer, a rate of another step, a rate that is squared or capped",
      knownBugs: [
        "zc911/MatrixSlow #17: the first velocity lacks the rate that later ones have",
        "huggingface/transformers #34506: the rate is inside the momentum buffer",
      ]),
    options: RuleCaseOptions {
      $0.needsTraits = true
      $0.lengths = RuleCaseOptions.late
      $0.profiles = GradientProfile.normalNumbers
    }
  ) { rule, c in
    guard try rule.traits(c).isRateLocal else {
      return .inapplicable("the rate is not declared local")
    }
    let c = try rule.withoutDecay(c)
    var choices = c.choices
    let changed = choices.index(below: c.steps)
    var faster = c
    faster.rates[changed] *= 4
    var expected = try rule.moves(c)
    expected[changed] = expected[changed].map { $0 * 4 }
    return Comparison.compare(
      expected, try rule.moves(faster), "with the rate of step \(changed + 1) times 4"
    ) { _, _, expected in 8 * c.precision.roundoff * abs(expected) }
  }
}
