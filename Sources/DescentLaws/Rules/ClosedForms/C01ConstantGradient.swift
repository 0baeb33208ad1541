import Descent

extension RuleLaws {
  /// C1: under a constant gradient, the move of every step is the declared one.
  ///
  /// Moves are measured from x = 0, so that the rounding of x does not matter. The tolerance is 16 u (t + 4)
  /// times 1/(1 − β₂), the amplification of the rounding of 1 − β₂ᵗ in a corrected second moment.
  static let constantGradient = RuleLaw(
    LawCard(
      "C1", "constant gradient", "under a constant gradient every move is the declared one",
      needs: "constantGradient",
      catches: "bias correction, dampening, decay of the rate: everything that changes with time",
      knownBugs: [
        "ml-explore/mlx #1640: Adam without bias correction",
        "mila-iqia/blocks #1144: beta1 to the t in the moment but not in the correction",
      ]),
    options: RuleCaseOptions {
      $0.needsTraits = true
      $0.profiles = [.constant]
      $0.hasConstantRate = true
      $0.lengths = RuleCaseOptions.latest
    }
  ) { rule, c in
    var c = try rule.withoutDecay(c)
    // Repeat the first gradient, because shrinking may have changed a single one.
    c.gradients = c.gradients.map { _ in c.gradients[0] }
    guard let formula = try rule.traits(c).constantGradient else {
      return .inapplicable("no constant-gradient formula is declared")
    }
    let moves = try rule.moves(c)
    // A formula may be a sum over all steps so far, so evaluate it only at the first and last steps of a long
    // run and near powers of two.
    let isCentred = rule.isOn(.centering, c)
    func isAsked(_ step: Int) -> Bool {
      let time = step + 1
      if c.steps <= RuleCase.shortest || time <= 16 { return true }
      // The rounding of a centred variance accumulates over the steps, so every step is needed.
      return !isCentred
        && (time > c.steps - 4 || [time, time + 1].contains { $0.nonzeroBitCount == 1 })
    }
    let expected = moves.indices.map { step in
      isAsked(step)
        ? c.gradients[step].map { g in -c.rates[step] * formula(g, step + 1) } : moves[step]
    }
    let memory = rule.memory([.secondMomentDecay], c)
    var variance = c.start.map { _ in CentredVariance(rule, c) }
    return Comparison.compare(expected, moves, "the move under a constant gradient") {
      step, i, expected in
      guard isAsked(step) else { return 0 }
      let unit = 16 * c.precision.roundoff * Double(step + 5)
      let g = c.gradients[step][i]
      return unit / (1 - memory) * abs(expected)
        + c.rates[step] * variance[i].error(g, formula, step: step + 1, unit: unit)
    }
  }
}
