extension RuleLaws {
  /// C3: after the declared history the last move equals the bound: |Δxₜ| = η bound(t).
  ///
  /// For Adam g_i ∝ (β₁/β₂)^(t−i) makes the inequality of Cauchy and Schwarz behind the bound an equality.
  /// Rounding the history changes the move only to second order; the tolerance is the same as for C1.
  static let extremalHistory = RuleLaw(
    LawCard(
      "C3", "extremal history", "the declared worst history attains the declared bound",
      needs: "extremalHistory and bound",
      catches: "wrong weights of past gradients in either moment, wrong powers in the corrections",
      knownBugs: ["mila-iqia/blocks #1144: beta1 to the t in the moment but not in the correction"]),
    options: RuleCaseOptions {
      $0.needsTraits = true
      $0.steps = 1...24
      $0.profiles = [.normal, .integers, .dyadic, .mixedScale]
    }
  ) { rule, original in
    var c = try rule.withoutDecay(original)
    for key in try rule.traits(c).gradientConstants { c = c.setting(key, "0") }
    if try rule.traits(c).extremalHistory == nil {
      // With these options the bound is not attained.
      c = rule.switchingOff([.momentum, .centering, .maximum], in: c)
    }
    let traits = try rule.traits(c)
    guard let history = traits.extremalHistory, let bound = traits.bound else {
      return .inapplicable("no history is declared to attain the bound")
    }
    let largest = bound(c.steps)
    guard largest.isFinite else { return .skipped("moves are not bounded") }
    // Each coordinate has its own size.
    let sizes = c.gradients.last ?? []
    c.gradients = history(c.steps).map { share in
      sizes.map { c.precision.rounded($0 * share) }
    }
    guard var last = try rule.moves(c).last, let rate = c.rates.last else { return .holds }
    // With ε = 0, a coordinate with zero gradients is 0/0. Only a rule's own declaration promises 0 there, a
    // claim about the rule does not.
    if rule.claim != nil {
      for i in sizes.indices where sizes[i] == 0 && last[i].isNaN { last[i] = 0 }
    }
    let expected = sizes.map { $0 == 0 ? 0 : -rate * ($0 < 0 ? -largest : largest) }
    return Comparison.compare([expected], [last], "the move after the worst history") { _, _, _ in
      rule.closedFormError(c, step: c.steps) * rate * largest
    }
  }
}
