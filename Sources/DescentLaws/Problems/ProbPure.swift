import Descent

extension ProblemLaws {
  /// `prob/pure`: value, gradient and start depend only on the point and the seed, bit for bit, independently
  /// of earlier evaluations. The value is the same with and without a gradient, within 1e-13, because the
  /// formula and dual numbers differ only in the order of roundings.
  static let pure = ProblemLaw(
    LawCard(
      "prob/pure", "pure", "the same point and seed give the same numbers",
      catches: "hidden counters, random numbers without a seed, work memory that is not reset")
  ) { subject, c in
    let problem = try subject.make(c.problem)
    let objective = try Double.makeObjective(problem)
    let x = c.point(problem)
    var (first, second) = (x, x)
    let plain = objective.value(x)
    let value = objective.valueAndGradient(x, &first)
    _ = objective.value(x.map { $0 + 1 })
    let again = objective.valueAndGradient(x, &second)
    guard Comparison.same(value, again), Comparison.same(plain, objective.value(x)) else {
      return .violated("the value, asked again", expected: value, found: again)
    }
    guard agrees(plain, value, within: 1e-13 * (1 + abs(value))) else {
      return .violated("the value with a gradient", expected: plain, found: value)
    }
    let gradients = Comparison.exact(first, second, "the gradient, asked again")
    if gradients.isViolation { return gradients }
    let fresh = Comparison.exact(
      first, try subject.make(c.problem).gradient(at: x), "the gradient of another instance")
    if fresh.isViolation { return fresh }
    let start = problem.start(seed: UInt64(c.aux))
    guard start.count == problem.dimension, start.allSatisfy(\.isFinite) else {
      return .violated("the start has \(start.count) coordinates or is not finite")
    }
    return Comparison.exact(start, problem.start(seed: UInt64(c.aux)), "the start of one seed")
  }
}
