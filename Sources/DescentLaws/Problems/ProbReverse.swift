import Descent

extension ProblemLaws {
  /// `prob/reverse`: the gradient of the objective, even if it is written by hand, equals the gradient of the
  /// formula in reverse mode. It is equal bit for bit if the objective itself uses reverse mode, otherwise
  /// within 1e-12 of the value, the gradient and the terms of the entry, because another formula rounds
  /// differently. Non-finite entries are compared only if the objective uses reverse mode.
  static let reverse = ProblemLaw(
    LawCard(
      "prob/reverse", "reverse", "the gradient is that of the formula by reverse mode",
      needs: "a formula",
      catches: "a forgotten term, a slope of another operation, a tape that is not recorded anew")
  ) { subject, c in
    guard let problem = try subject.make(c.problem) as? any FormulaProblem else {
      return .inapplicable("the problem is no formula")
    }
    return try reverse(problem, c.point(problem))
  }

  private static func reverse<P: FormulaProblem>(_ problem: P, _ x: [Double]) throws -> Verdict {
    let objective = try Double.makeObjective(problem)
    var found = x
    // Evaluate at another point first, which may take another branch.
    _ = objective.valueAndGradient(x.map { 0.5 - $0 }, &found)
    let value = objective.valueAndGradient(x, &found)
    if value.isInfinite { return isInfinite }

    var problem = problem
    try problem.prepare()
    let work = ReverseGradient<Double>(x.count)
    var expected = x
    _ = work.differentiate(at: x, into: &expected) {
      problem.formula($0)
    } forward: {
      problem.formula($0)
    }
    if objective.operationCount != nil {
      return Comparison.exact(expected, found, "the gradient in reverse")
    }
    let sizes = Tape.termSizes(
      work.point.tape, from: work.point.record(at: x) { problem.formula($0) })
    let scale = 1 + abs(value) + norm(expected)
    for i in x.indices where expected[i].isFinite && sizes[i].isFinite {
      guard abs(found[i] - expected[i]) <= 1e-12 * (scale + sizes[i]) else {
        return .violated("entry \(i) of the gradient", expected: expected[i], found: found[i])
      }
    }
    return .holds
  }
}
