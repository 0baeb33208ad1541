import Descent

extension RuleLaws {
  /// T1: `run(x, g)ⱼ = run(xⱼ, gⱼ)` for each coordinate j of any tensor, bit for bit, because the same
  /// operations are applied to the same numbers independently of their neighbours.
  static let coordinatewise = RuleLaw(
    LawCard(
      "T1", "coordinatewise", "each coordinate evolves as if it were the only one",
      needs: "locality coordinatewise",
      catches: "wrong indices, norms and means over a tensor, vector bodies unlike their tails",
      knownBugs: ["cbovar/ConvNetSharp #29: one index in the place of another"]),
    options: .locality
  ) { rule, c in
    if let reason = try rule.whyNotByCoordinate(c) { return .inapplicable(reason) }
    let c = rule.withoutUndeclaredShapes(c)
    let together = try rule.run(c)
    var choices = c.choices
    let coordinates =
      c.count <= 16
      ? Array(0..<c.count) : [0, c.count - 1] + (0..<14).map { _ in choices.index(below: c.count) }
    for j in coordinates {
      let verdict = Comparison.exact(
        try rule.run(c.selecting([j])), together.map { [$0[j]] },
        "coordinate \(j) of \(c.count) is not as it is alone")
      if verdict.isViolation { return verdict }
    }
    return .holds
  }
}
