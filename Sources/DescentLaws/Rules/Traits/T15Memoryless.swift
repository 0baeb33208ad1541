import Descent

extension RuleLaws {
  /// T15: a step does not depend on the gradients before it: the last point is the same, bit for bit, after
  /// another history of equal length.
  static let memoryless = RuleLaw(
    LawCard(
      "T15", "memoryless", "earlier gradients do not matter", needs: "memory none",
      catches: "buffers that fill, averages, gradients of the step before"),
    options: RuleCaseOptions {
      $0.needsTraits = true
      $0.lengths = RuleCaseOptions.late
      $0.steps = 2...12
    }
  ) { rule, c in
    let c = try rule.adapted(c, "the rule is not declared memoryless") {
      $0.memory == RuleTraits.Memory.none
    }
    // Replace the earlier gradients by zeros, by the gradients in reverse order, or by their negatives.
    var choices = c.choices
    let kind = choices.index(below: 3)
    let other = c.mapGradients { step, i, g in
      step == c.steps - 1 ? g : kind == 0 ? 0 : kind == 1 ? c.gradients[c.steps - 1 - step][i] : -g
    }
    func last(_ c: RuleCase) throws -> [Double] {
      var session = try Session(rule.optimizer(c), c)
      for step in c.gradients.indices {
        session.point = c.start
        session.step(gradient: c.gradients[step], rate: c.rates[step])
      }
      return session.point
    }
    return Comparison.exact(try last(c), try last(other), "after other gradients")
  }
}
