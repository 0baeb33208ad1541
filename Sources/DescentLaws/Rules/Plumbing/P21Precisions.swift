import Descent

extension RuleLaws {
  /// P21: a few calm steps in single precision end where those in double precision do, within 2⁻¹⁰ of
  /// the largest move or parameter of the coordinate's tensor.
  ///
  /// Nothing is asked where the run in double precision itself moves by an eighth of that under inputs
  /// changed by 2⁻²⁰, or that in single precision under inputs changed by a unit in the last place: near a
  /// sign or a threshold, and where differences cancel.
  static let precisions = RuleLaw(
    LawCard(
      "P21", "both precisions",
      "in single precision a few calm steps are those in double precision",
      catches: "a branch for one type, constants that one type lacks, numbers of the other type"),
    options: RuleCaseOptions {
      $0.sizes = .several
      $0.steps = 2...6
      $0.profiles = [.normal, .alternating, .repeated]
      $0.precisions = [.float32]
    }
  ) { rule, original in
    var c = original
    if try rule.optimizer(c).asksObjective {
      return .inapplicable("where a search ends depends on every rounding")
    }
    if rule.draws(c) { return .inapplicable("the rule draws") }
    // A mean that forgets at once may be written as the difference of what it forgets, and loses the rest.
    if !rule.isDeclared(c) {
      for domain in rule.domains where domain.range?.upper == 1 && c.number(domain.key) == 0 {
        c = c.setting(domain.key, domain.standard)
      }
    }
    // Near 1, and far from where signs turn.
    let size = c.start.map(abs).max() ?? 0
    c.start = c.start.map { size == 0 ? 1 : c.precision.rounded($0 / size) }
    var double = c
    double.precision = .float64
    let found = try rule.run(c)
    let expected = try rule.run(double)
    var choices = c.choices
    var scales = c.ranges.map { Agreement.size(Array(c.start[$0])) }
    func nearby(_ c: RuleCase, _ distance: Double) throws -> [[Double]] {
      func near(_ x: Double) -> Double { c.precision.rounded(x * (1 + choices.sign() * distance)) }
      var other = c.mapGradients { near($2) }
      other.start = other.start.map(near)
      return try rule.run(other)
    }
    let others = try (0..<3).map { _ in try nearby(double, 0x1p-20) }
    // What small eigenvalues amplify are roundings of the run itself.
    let roundings = try (0..<4).map { _ in try nearby(c, 2 * c.precision.roundoff) }
    for step in expected.indices {
      for (tensor, range) in c.ranges.enumerated() {
        scales[tensor] = max(scales[tensor], Agreement.size(Array(expected[step][range])))
        let limit = 0x1p-10 * scales[tensor]
        for i in range {
          let (a, b) = (expected[step][i], found[step][i])
          guard a.isFinite, others.allSatisfy({ abs($0[step][i] - a) <= limit / 8 }),
            roundings.allSatisfy({ abs($0[step][i] - b) <= limit / 8 })
          else {
            return .skipped("the run is sensitive to its inputs")
          }
          if abs(a - b) <= limit { continue }
          return .violated(
            "step \(step + 1), coordinate \(i), in single precision against double", expected: a,
            found: b)
        }
      }
    }
    return .holds
  }
}
