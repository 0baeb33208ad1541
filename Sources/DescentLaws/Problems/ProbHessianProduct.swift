import Descent

extension ProblemLaws {
  /// `prob/hessian_product`: the product with a vector is the Hessian times the vector, within 1e-12 of the
  /// sizes, because dual numbers make the same hundred or so roundings as the Hessian's formula in another
  /// order.
  static let hessianProduct = ProblemLaw(
    LawCard(
      "prob/hessian_product", "Hessian product", "the product is the Hessian times the vector",
      needs: "a Hessian and products with it",
      catches: "a Gauss-Newton product, a missing factor, work memory that is not reset")
  ) { subject, c in
    let problem = try subject.make(c.problem)
    guard problem.answersExactly else { return .inapplicable("the answers are rounded") }
    let x = c.point(problem)
    guard let product = try Double.makeObjective(problem).hessianProduct else {
      return .inapplicable("the objective has no products")
    }
    guard let hessian = problem.hessian(at: x) else { return .inapplicable("there is no Hessian") }
    let n = x.count
    let (value, gradient) = (try problem.value(at: x), try problem.gradient(at: x))
    guard isCalculable(value, gradient, hessian) else { return isInfinite }
    let scale = 1 + norm(hessian) + abs(value) + norm(gradient)
    // Multiply twice, because the second product finds the work memory as the first has left it.
    for stream in [0, 1] as [UInt64] {
      let v = c.direction(problem, stream)
      let expected = (0..<n).map { row in dot(Array(hessian[(row * n)..<(row * n + n)]), v) }
      var found = v
      product(x, v, &found)
      let verdict = Comparison.compare([expected], [found], "the Hessian times \(v)") { _, _, _ in
        1e-12 * scale
      }
      if verdict.isViolation { return verdict }
    }
    return .holds
  }
}
