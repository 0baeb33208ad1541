import Descent

extension RuleLaws {
  /// T12: without decay, k zero gradients before the run only delay it, bit for bit.
  static let delay = RuleLaw(
    LawCard(
      "T12", "delay", "zero gradients in front only delay the run", needs: "isTimeInvariant",
      catches: "first steps of their own, counters where none belong, rates that decay unasked",
      knownBugs: [
        "pytorch/pytorch #152833: dampening skipped on the first step",
        "zc911/MatrixSlow #17: the first velocity lacks the rate that later ones have",
      ]),
    options: .traits.with { $0.lengths = RuleCaseOptions.late }
  ) { rule, c in
    let c = try rule.withoutDecay(
      rule.adapted(c, "the rule is not declared time invariant") { $0.isTimeInvariant })
    var choices = c.choices
    let delay = 1 + choices.index(below: 4)
    var delayed = c
    let zero = Array(repeating: 0.0, count: c.count)
    delayed.gradients.insert(contentsOf: Array(repeating: zero, count: delay), at: 0)
    delayed.rates.insert(contentsOf: Array(repeating: c.rates[0], count: delay), at: 0)
    let expected = Array(repeating: c.start, count: delay) + (try rule.run(c))
    return Comparison.exact(
      expected, try rule.run(delayed), "\(delay) zero gradients in front are not a pure delay")
  }
}
