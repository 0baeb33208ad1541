import Descent

extension ProblemLaws {
  /// `prob/residuals`: c · Σ rᵢ² = f within 8 units in the last place and one more for each 16 residuals.
  /// (The squares are summed without error, so the bound covers the rounding of the residuals and of f
  /// itself.) The residuals computed with the Jacobian equal those computed without it, and 2c Jᵀr = ∇f
  /// within 1e-12 of the terms.
  static let residuals = ProblemLaw(
    LawCard(
      "prob/residuals", "residuals", "the objective is c times the sum of squared residuals",
      needs: "residuals", catches: "a forgotten factor, a Jacobian transposed or of other residuals"
    )
  ) { subject, c in
    let problem = try subject.make(c.problem)
    guard let residuals = try Double.makeObjective(problem).residuals else {
      return .inapplicable("the problem has no residuals")
    }
    let (x, count) = (c.point(problem), residuals.count)
    var r = [Double](repeating: .nan, count: count)
    residuals.values(x, &r)
    let f = try problem.value(at: x)
    let sum = residuals.factor * exactSum(of: r)
    // The objective sums blocks of eight residuals, then the blocks.
    let roundings = Double(8 + count / 16)
    guard agrees(sum, f, within: roundings * max(f.ulp, sum.ulp)) else {
      return .violated("c times the sum of squares", expected: f, found: sum)
    }
    guard isCalculable(f, r) else { return isInfinite }
    var again = r
    var jacobian = [Double](repeating: .nan, count: count * x.count)
    residuals.jacobian(x, &again, &jacobian)
    guard isCalculable(f, again, jacobian) else { return isInfinite }
    let same = Comparison.compare([r], [again], "the residuals beside the Jacobian") { _, _, r in
      8 * r.ulp
    }
    if same.isViolation { return same }
    var (slopes, sizes) = (x.map { _ in 0.0 }, x.map { _ in 0.0 })
    for i in 0..<count {
      for j in x.indices {
        let term = 2 * residuals.factor * r[i] * jacobian[i * x.count + j]
        slopes[j] += term
        sizes[j] += abs(term)
      }
    }
    return Comparison.compare([try problem.gradient(at: x)], [slopes], "2c Jᵀr") { _, i, _ in
      1e-12 * (1 + sizes[i])
    }
  }

  /// Σ rᵢ², compensated for the rounding errors of squares and sums.
  private static func exactSum(of r: [Double]) -> Double {
    var (sum, error) = (0.0, 0.0)
    for entry in r {
      let square = entry * entry
      let next = sum + square
      error += (-square).addingProduct(entry, entry)
      error += sum >= square ? (sum - next) + square : (square - next) + sum
      sum = next
    }
    return sum.isFinite ? sum + error : sum
  }
}
