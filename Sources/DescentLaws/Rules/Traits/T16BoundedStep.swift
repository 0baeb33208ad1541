import Descent

extension RuleLaws {
  /// T16: `|move| ≤ η · bound(t)`, without decay.
  ///
  /// The tolerance is 64 u of the bound plus 64 roundoffs of double precision divided by 1 − β, because the
  /// running powers in the bias corrections 1 − βᵗ are rounded in double precision.
  static let boundedStep = RuleLaw(
    LawCard(
      "T16", "bounded step", "no move over its rate exceeds the declared bound", needs: "bound",
      catches: "missing or misplaced corrections, stale second moments, a lost root",
      knownBugs: [
        "karpathy/convnetjs #70: the correction multiplies where it is to divide",
        "FluxML/Optimisers.jl #129: a rewrite of Lion that is not equal",
      ]),
    options: .traits
  ) { rule, c in
    let c = try rule.withoutDecay(rule.adapted(c, "no bound is declared") { $0.bound != nil })
    guard let bound = try rule.traits(c).bound else { return .skipped("decay bounds the step") }
    var form = FormRoundoff(rule.claim, c)
    for (step, move) in try rule.moves(c).enumerated() {
      form.see(c.gradients[step])
      let largest = bound(step + 1) * c.rates[step]
      let limit = largest * (1 + 64 * rule.conditionedRoundoff(c))
      for (i, move) in move.enumerated() where !(abs(move) <= limit) {
        if abs(move) <= limit + largest * form[i] { continue }
        return .violated(
          "step \(step + 1), coordinate \(i): the move is beyond its bound", expected: largest,
          found: abs(move))
      }
    }
    return .holds
  }
}
