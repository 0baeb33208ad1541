extension RuleLaws {
  /// C5: where |g| is far below ε, the first move is the closed form: −η g/ε times the factor of the bias
  /// corrections.
  ///
  /// The root next to ε is at most |g| (with bias correction |g|, otherwise less), here below u ε, so that
  /// only the roundings of the first step remain.
  static let tinyGradients = RuleLaw(
    LawCard(
      "C5", "tiny gradients",
      "where gradients are far below epsilon the first move is the closed form, near -lr g/eps",
      needs: "a stabilizer in units of gradients; constantGradient",
      catches: "epsilon inside the root, or added before the correction, or twice",
      knownBugs: [
        "FluxML/Flux.jl #448: epsilon inside the root",
        "kozistr/pytorch_optimizer #397: epsilon both inside and outside",
        "tensorflow/tensorflow #35102: epsilon divided by the correction",
      ]),
    options: RuleCaseOptions {
      $0.needsTraits = true
      $0.profiles = [.normal, .integers, .dyadic, .mixedScale]
    }
  ) { rule, original in
    var c = try rule.withoutDecay(original).prefix(1)
    guard c.steps > 0 else { return .holds }
    let traits = try rule.traits(c)
    guard let key = rule.keys(.stabilizer).first(where: { traits.units[$0] == .gradient }) else {
      return .inapplicable("no hyperparameter is declared to be a stabilizer in units of gradients")
    }
    guard traits.constantGradient != nil else {
      return .inapplicable("no closed form is declared: the first move may have another factor")
    }
    guard let epsilon = c.number(key), epsilon > 0 else { return .skipped("epsilon is 0") }
    for other in traits.gradientConstants where other != key { c = c.setting(other, "0") }
    guard let closedForm = try rule.traits(c).constantGradient else {
      return .inapplicable("no closed form is declared at these settings")
    }
    let largest = max(1, c.gradients[0].map(abs).max() ?? 1)
    let factor = epsilon * c.precision.roundoff / 32 / largest
    c.gradients[0] = c.gradients[0].map { c.precision.rounded($0 * factor) }
    let expected = [c.gradients[0].map { -c.rates[0] * closedForm($0, 1) }]
    return Comparison.compare(expected, try rule.moves(c), "the first move") { _, _, expected in
      80 * c.precision.roundoff * abs(expected)
    }
  }
}
