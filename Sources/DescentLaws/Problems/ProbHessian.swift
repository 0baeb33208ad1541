import Descent

extension ProblemLaws {
  /// `prob/hessian`: u·Hv = v·Hu, and Hv is the difference of gradients along v, to fourth order with
  /// step 1e-3 (1e-7 of the sizes: h⁴ and the rounding of gradients over h).
  static let hessian = ProblemLaw(
    LawCard(
      "prob/hessian", "Hessian", "the Hessian is symmetric and the gradient's derivative",
      needs: "a Hessian", catches: "a missing factor 2, rows for columns, a Gauss-Newton matrix")
  ) { subject, c in
    let problem = try subject.make(c.problem)
    guard problem.answersExactly else { return .inapplicable("the answers are rounded") }
    let x = c.point(problem)
    guard let hessian = problem.hessian(at: x) else { return .inapplicable("there is no Hessian") }
    let n = x.count
    func product(_ v: [Double]) -> [Double] {
      (0..<n).map { row in dot(Array(hessian[(row * n)..<(row * n + n)]), v) }
    }
    let (u, v) = (c.direction(problem), c.direction(problem, 1))
    let (one, other) = (dot(u, product(v)), dot(v, product(u)))
    let size = norm(hessian)
    guard abs(one - other) <= 1e-13 * size * Double(n).squareRoot() else {
      return .violated("u·Hv against v·Hu", expected: one, found: other)
    }
    let h = 1e-3
    func change(_ h: Double) throws -> [Double] {
      along(try problem.gradient(at: along(x, h, v)), -1, try problem.gradient(at: along(x, -h, v)))
    }
    let (near, far) = (try change(h), try change(2 * h))
    let expected = near.indices.map { (8 * near[$0] - far[$0]) / (12 * h) }
    let scale = 1 + size + norm(try problem.gradient(at: x))
    return Comparison.compare([expected], [product(v)], "the Hessian times \(v)") { _, _, _ in
      1e-7 * scale
    }
  }
}
