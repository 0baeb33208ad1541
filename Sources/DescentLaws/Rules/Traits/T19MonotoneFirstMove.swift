import Descent

extension RuleLaws {
  /// T19: a larger gradient never gives a smaller first move: |move(κg)| ≥ |move(g)| for κ > 1,
  /// without decay, up to 8 ulp of the move.
  static let monotoneFirstMove = RuleLaw(
    LawCard(
      "T19", "monotone first move", "a larger gradient never gives a smaller first move",
      needs: "isMonotone",
      catches: "a lost root, gradients ignored above or below a threshold, epsilon multiplied"),
    options: RuleCaseOptions {
      $0.needsTraits = true
      $0.profiles = GradientProfile.normalNumbers
      $0.steps = 1...1
    }
  ) { rule, c in
    let c = try rule.withoutDecay(
      rule.adapted(c, "the first move is not declared monotone") { $0.isMonotone })
    var choices = c.choices
    let factor = choices.element(of: [2, 1.5, 1.125, 16, 1000])
    let smaller = try rule.moves(c)[0]
    let larger = try rule.moves(c.mapGradients { _, _, g in factor * g })[0]
    for i in c.start.indices {
      if abs(larger[i]) >= abs(smaller[i]) * (1 - 16 * c.precision.roundoff) { continue }
      return .violated(
        "coordinate \(i): \(factor) times the gradient gives a smaller first move",
        expected: abs(smaller[i]), found: abs(larger[i]))
    }
    return .holds
  }
}
