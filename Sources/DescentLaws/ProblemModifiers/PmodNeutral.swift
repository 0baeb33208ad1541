import Descent

extension ProblemModifierLaws {
  /// `pmod/neutral`: with neutral settings a modifier has no effect: start, value, gradient and a run of
  /// gradient descent equal those of the inner problem bit for bit, in both precisions.
  static let neutral = ProblemLaw(
    LawCard(
      "pmod/neutral", "neutral", "with neutral settings the problem is the one inside, to the bit",
      needs: "neutral settings",
      catches: "a draw that moves a number by one unit, a default that stays in force, a lost field"
    )
  ) { subject, c in
    let wrapper = try wrapper(subject, c)
    guard let neutral = try wrapper.neutral else {
      return .inapplicable("the modifier has no neutral settings")
    }
    let (inner, seed) = (wrapper.base, UInt64(c.aux))
    let start = Comparison.exact(
      inner.start(seed: seed), neutral.start(seed: seed), "the start with neutral settings")
    if start.isViolation { return start }
    guard neutral.stationaryPoints == inner.stationaryPoints,
      neutral.infimum?.value == inner.infimum?.value, neutral.offers.isSuperset(of: [.step])
    else { return .violated("what is known with neutral settings is not what is known inside") }
    let double = try same(inner, neutral, c, Double.self)
    return double.isViolation ? double : try same(inner, neutral, c, Float.self)
  }

  private static func same<T: KernelScalar>(
    _ inner: any Problem, _ neutral: any Problem, _ c: ProblemCase, _ type: T.Type
  ) throws -> Verdict {
    func answers(_ problem: any Problem) throws -> [Double] {
      let x = c.point(problem).map { T($0) }
      var g = x
      let value = try T.makeObjective(problem).valueAndGradient(x, &g)
      return [Double(value)] + g.map { Double($0) }
    }
    let verdict = Comparison.exact(
      try answers(inner), try answers(neutral), "value and gradient with neutral settings")
    if verdict.isViolation { return verdict }
    func end(_ problem: any Problem) throws -> [Double] {
      try descent(problem, seed: UInt64(c.aux), steps: 3, as: T.self).parameters
        .map { Double($0) }
    }
    return Comparison.exact(
      try end(inner), try end(neutral), "the end of a run with neutral settings")
  }
}
