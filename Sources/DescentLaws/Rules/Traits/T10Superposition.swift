import Descent

extension RuleLaws {
  /// T10: `move(G + H) = move(G) + move(H)` for two histories of gradients, without decay.
  ///
  /// H is G with steps and coordinates rearranged, times ±1, 2 or ½. The tolerance is 16 u (t + 4) times the
  /// sum of the moves that the single gradients of G and H cause at that step, which are the terms of the
  /// sum.
  static let superposition = RuleLaw(
    LawCard(
      "T10", "superposition", "the move under a sum of gradients is the sum of the moves",
      needs: "isLinear",
      catches: "clamps, absolute values, constants, gradients that count twice"),
    options: RuleCaseOptions {
      $0.needsTraits = true
      $0.profiles = GradientProfile.normalNumbers
      $0.steps = 1...8
    }
  ) { rule, c in
    guard try rule.traits(c).isLinear else {
      return .inapplicable("the rule is not declared linear")
    }
    let c = try rule.withoutDecay(c)
    var choices = c.choices
    let (later, beside) = (choices.index(below: c.steps), choices.index(below: max(1, c.count)))
    let factor = choices.element(of: [1, -1, 2, 0.5])
    let other = c.mapGradients { step, i, _ in
      factor * c.gradients[(step + later) % c.steps][(i + beside) % c.count]
    }
    let sum = c.mapGradients { step, i, g in g + other.gradients[step][i] }
    let expected = zip(try rule.moves(c), try rule.moves(other)).map { zip($0, $1).map(+) }
    var sizes = expected.map { $0.map { _ in 0.0 } }
    for history in [c, other] {
      for kept in 0..<c.steps {
        let term = try rule.moves(history.mapGradients { step, _, g in step == kept ? g : 0 })
        sizes = zip(sizes, term).map { zip($0, $1).map { $0 + abs($1) } }
      }
    }
    return Comparison.compare(expected, try rule.moves(sum), "the move under a sum of gradients") {
      step, i, _ in 16 * c.precision.roundoff * Double(step + 5) * sizes[step][i]
    }
  }
}
