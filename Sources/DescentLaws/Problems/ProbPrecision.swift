import Descent

extension ProblemLaws {
  /// `prob/precision`: the objective in single precision equals the one in double precision within 1e-5 of
  /// its terms: f, ‖∇f‖ ‖x‖ and ‖H‖ ‖x‖², which may cancel.
  static let precision = ProblemLaw(
    LawCard(
      "prob/precision", "precision", "the objective is the same function in both precisions",
      catches: "a constant of the wrong type, an overflow in single precision, two formulas")
  ) { subject, c in
    let problem = try subject.make(c.problem)
    guard problem.answersExactly else { return .inapplicable("the answers are rounded") }
    let single = try Float.makeObjective(problem)
    let x = c.point(problem).map { Float($0) }
    let exact = x.map { Double($0) }
    var gradient = x
    let value = Double(single.valueAndGradient(x, &gradient))
    let wide = (value: try problem.value(at: exact), gradient: try problem.gradient(at: exact))
    let curvature = problem.hessian(at: exact).map(norm) ?? 0
    let terms = abs(wide.value) + norm(wide.gradient) * norm(exact)
    let allowed = 1e-5 * (1 + terms + curvature * (1 + norm(exact) * norm(exact)))
    // Single precision overflows beyond 3e38, and the squares of a sum's terms overflow earlier.
    guard allowed < 1e25 else { return .skipped("the terms are beyond single precision") }
    guard abs(value - wide.value) <= allowed else {
      return .violated("the value in single precision", expected: wide.value, found: value)
    }
    let gap = norm(along(wide.gradient, -1, gradient.map { Double($0) }))
    return gap <= allowed
      ? .holds : .violated("the gradient in single precision is off by", expected: 0, found: gap)
  }
}
