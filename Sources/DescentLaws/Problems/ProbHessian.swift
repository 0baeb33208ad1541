import Descent

extension ProblemLaws {
  /// `prob/hessian`: u·Hv = v·Hu, and Hv equals a fourth-order difference quotient of gradients along v with
  /// one of the steps 1e-3, 1e-4 and 1e-5, because the longer steps are inaccurate for steep functions and
  /// the shorter ones for noisy functions. The tolerance is 1e-7 of the sizes (for h⁴) plus the rounding of
  /// gradients over h. Points where the gradient has a kink are skipped, because the Hessian there belongs to
  /// one side and the quotient to both.
  static let hessian = ProblemLaw(
    LawCard(
      "prob/hessian", "Hessian", "the Hessian is symmetric and the gradient's derivative",
      needs: "a Hessian", catches: "a missing factor 2, rows for columns, a Gauss-Newton matrix")
  ) { subject, c in
    let problem = try subject.make(c.problem)
    guard problem.answersExactly else { return .inapplicable("the answers are rounded") }
    let x = c.point(problem)
    guard let hessian = problem.hessian(at: x) else { return .inapplicable("there is no Hessian") }
    let (value, here) = (try problem.value(at: x), try problem.gradient(at: x))
    guard isCalculable(value, here, hessian) else { return isInfinite }
    let n = x.count
    func product(_ v: [Double]) -> [Double] {
      (0..<n).map { row in dot(Array(hessian[(row * n)..<(row * n + n)]), v) }
    }
    let (u, v) = (c.direction(problem), c.direction(problem, 1))
    let (one, other) = (dot(u, product(v)), dot(v, product(u)))
    let size = norm(hessian)
    guard agrees(one, other, within: 1e-13 * size * Double(n).squareRoot()) else {
      return .violated("u·Hv against v·Hu", expected: one, found: other)
    }
    let slopes = GradientAlong(problem, x, v, here)
    var verdict = Verdict.holds
    for h in [1e-3, 1e-4, 1e-5] {
      let expected = try slopes.derivative(h)
      guard isCalculable(0, expected) else { continue }
      let scale = 1 + size + norm(here)
      let rounding = 64 * Double.ulpOfOne * norm(here) / h
      verdict = Comparison.compare([expected], [product(v)], "the Hessian times \(v)") { _, _, _ in
        1e-7 * scale + rounding
      }
      if !verdict.isViolation { return verdict }
    }
    return try slopes.isKinked ? .skipped("the gradient has a kink there") : verdict
  }
}

/// A problem's gradient along a line.
private struct GradientAlong {
  let problem: any Problem
  let x, direction, here: [Double]

  init(_ problem: any Problem, _ x: [Double], _ direction: [Double], _ here: [Double]) {
    self.problem = problem
    self.x = x
    self.direction = direction
    self.here = here
  }

  private func gradient(_ h: Double) throws -> [Double] {
    try problem.gradient(at: ProblemLaws.along(x, h, direction))
  }

  /// The derivative by central differences of fourth order.
  func derivative(_ h: Double) throws -> [Double] {
    func change(_ h: Double) throws -> [Double] {
      ProblemLaws.along(try gradient(h), -1, try gradient(-h))
    }
    let (near, far) = (try change(h), try change(2 * h))
    return near.indices.map { (8 * near[$0] - far[$0]) / (12 * h) }
  }

  /// Whether the one-sided derivatives differ, and differ as much with a ten times shorter step. For a smooth
  /// function the difference would shrink by a factor of ten.
  var isKinked: Bool {
    get throws {
      func gap(_ h: Double) throws -> Double {
        let (ahead, behind) = (try gradient(h), try gradient(-h))
        let sides = here.indices.map { (ahead[$0] - 2 * here[$0] + behind[$0]) / h }
        let size = ProblemLaws.norm(ProblemLaws.along(ahead, -1, behind)) / h
        let found = ProblemLaws.norm(sides)
        return found > 1e-3 * size ? found : 0
      }
      let (far, near) = (try gap(1e-5), try gap(1e-6))
      return near > 0 && near > far / 2
    }
  }
}
