extension RuleLaws {
  /// C2: after one gradient followed by zeros, the move of every step is the declared one.
  ///
  /// Moves are measured from x = 0. The tolerance is the same as for C1.
  static let impulse = RuleLaw(
    LawCard(
      "C2", "impulse", "after one gradient and then zeros every move is the declared one",
      needs: "impulse",
      catches: "swapped decays, maxima taken after the correction, buffers that forget or do not",
      knownBugs: [
        "FluxML/Optimisers.jl #129: momentum rewritten in terms of the new momentum",
        "kozistr/pytorch_optimizer #516: the momentum buffer is zeroed before every step",
      ]),
    options: RuleCaseOptions {
      $0.needsTraits = true
      $0.profiles = [.normal, .integers, .dyadic, .heavyTail, .mixedScale, .logUniform]
    }
  ) { rule, original in
    var c = try rule.withoutDecay(original)
    let zeros = c.start.map { _ in 0.0 }
    c.gradients = c.gradients.enumerated().map { step, g in step == 0 ? g : zeros }
    guard let formula = try rule.traits(c).impulse else {
      return .inapplicable("no impulse formula is declared")
    }
    let moves = try rule.moves(c)
    let first = c.gradients.first ?? []
    let expected = moves.indices.map { step in
      first.map { g in -c.rates[step] * formula(g, step + 1) }
    }
    return Comparison.compare(expected, moves, "the move after an impulse") { step, _, expected in
      rule.closedFormError(c, step: step + 1) * abs(expected)
    }
  }
}
