import Descent
import DescentAlgebra
import DescentPictures
import DescentStudy
import LogisticProblems

extension Textbook {
  private static let (c1, shrink, first) = (0.3, 0.5, 64.0)

  /// GD-09: backtracking accepts steps of at least min(s₀, 2ρ(1 − c₁)/L), hence a linear rate.
  static let gd09 = Experiment(
    "GD-09", "For strongly convex f Armijo steps are >= min(s_0, 2ρ(1 - c_1)/L): a linear rate.",
    formula: "t ≥ t_min = min(s₀, 2ρ(1 − c₁)/L);  f_k − f* ≤ (1 − 2μ c₁ t_min)^k (f₀ − f*)",
    source: "Boyd and Vandenberghe 2004, §9.3.1; Nocedal and Wright 2006, chapter 3", kind: .bound,
    refutation: "a shorter accepted step, or a larger gap", rule: "sgd",
    predict: {
      let shortest = try shortestStep()
      return [
        Prediction("shortest accepted step", shortest, .atLeast(slack: 0)),
        Prediction("largest ratio of the gap", 1, .atMost(slack: 1e-9)),
      ]
    },
    measure: { lab, rule in try worst(backtracking(lab, rule, accepts: <=)) },
    control: .other("the first trial always accepted") { lab in
      try worst(backtracking(lab, Specification(literal: "sgd"), accepts: { _, _ in true }))
    }
  ).showing { lab, rule in
    let steps = try backtracking(lab, rule, accepts: <=).steps
    let shortest = try shortestStep()
    return ChartPanel(
      "accepted steps on logistic regression", x: Axis("step k"), y: .logarithmic("t"),
      [
        .predicted(
          "min(s₀, 2ρ(1 − c₁)/L), the least",
          .curve(steps: Array(1...steps.count)) { _ in shortest }),
        .measured("\(rule.name), accepted", .trace(steps, from: 1)),
        .control("s₀, the first trial", .level(first, from: 1, to: Double(steps.count))),
      ])
  }

  private static func shortestStep() throws -> Double {
    min(first, 2 * shrink * (1 - c1) / (try logisticSmoothness()))
  }

  /// The accepted steps, as long as the gradient is above rounding, and the gaps.
  private static func backtracking(
    _ lab: Laboratory, _ rule: Specification, accepts: @escaping (Double, Double) -> Bool
  ) throws -> (steps: [Double], gaps: [Double]) {
    let problem = Logit60()
    let minimum = try problem.value(at: lab.newton(problem, from: Logit60.minimizer))
    var steps: [Double] = []
    let losses = try lab.path(
      lab.rule(rule, rate: 1), on: problem, from: [6, 6, 6, 6, 6], steps: 300,
      rate: { _, x, gradient in
        let (value, squares) = (try problem.value(at: x), gradient.dot(gradient))
        var t = first
        // Near the minimum, the required decrease is below the rounding of f.
        guard squares > 1e-12 else { return 1 }
        while !accepts(
          try problem.value(at: x.minus(gradient.scaled(by: t))), value - c1 * t * squares)
        { t *= shrink }
        steps.append(t)
        return t
      }
    ).losses
    return (steps, losses.map { $0 - minimum })
  }

  /// The shortest step, and the largest ratio of the gap to its bound.
  private static func worst(_ run: (steps: [Double], gaps: [Double])) throws -> [Double] {
    let factor = 1 - 2 * Logit60.mu * c1 * (try shortestStep())
    let ratio = run.gaps.indices.dropFirst().reduce(0.0) { largest, k in
      let bound = .pow(factor, k) * run.gaps[0]
      // The gap is a difference of numbers near 0.6, so it is accurate to about 1e-15.
      return bound > 1e-13 ? max(largest, run.gaps[k] / bound) : largest
    }
    return [run.steps.min() ?? .infinity, ratio]
  }
}
