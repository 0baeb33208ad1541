import Descent

extension ProblemLaws {
  /// `prob/infimum`: no value is as low as an infimum that is not attained, and none is lower than a minimum
  /// that is claimed to be global. Points are tested along the ray through the case's point, out to 10⁴ times
  /// its distance.
  static let infimum = ProblemLaw(
    LawCard(
      "prob/infimum", "infimum", "nothing is lower than the declared infimum",
      needs: "an infimum", catches: "an infimum of another formula, or one that a point attains")
  ) { subject, c in
    let problem = try subject.make(c.problem)
    guard let infimum = problem.infimum else { return .inapplicable("no infimum is declared") }
    guard !infimum.value.isNaN else { return .violated("the infimum is NaN") }
    let x = c.point(problem)
    for factor in [1.0, -1, 10, -10, 1e4, -1e4] {
      let value = try problem.value(at: x.map { factor * $0 })
      guard value > infimum.value || value.isNaN else {
        return .violated(
          "the value at \(factor) times the point", expected: infimum.value, found: value)
      }
    }
    return .holds
  }
}
