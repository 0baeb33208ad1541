import Descent

extension RuleLaws {
  /// P21: a few steps in single precision, with numbers near 1, agree with the same steps in double precision
  /// within 2⁻¹⁰ of the largest parameter of the coordinate's tensor so far.
  ///
  /// A case is skipped if the run in double precision changes by an eighth of that when its inputs change by
  /// 2⁻²⁰, or the run in single precision does when its inputs change by one unit in the last place. This
  /// happens near a change of sign or a threshold, and where differences cancel.
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
    // A mean with decay 0 may be computed as an update by a difference, in which small gradients are lost to
    // rounding.
    if !rule.isDeclared(c) {
      for domain in rule.domains where domain.range?.upper == 1 && c.number(domain.key) == 0 {
        c = c.setting(domain.key, domain.standard)
      }
    }
    // Scale the parameters to about 1, away from changes of sign.
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
    // Perturb the run in single precision as well, because small eigenvalues amplify its own roundings.
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
