import BowlProblems
import Descent
import DescentAlgebra
import DescentPictures

extension Textbook {
  private static let (sumRate, sumSteps) = (0.5, 1000)

  /// ADAGRAD-03: the accumulator of a constant gradient is k g².
  static let adagrad03 = Experiment(
    "ADAGRAD-03",
    "With ε = 0 and a constant gradient Adagrad's k-th step is lr/√k, whatever the gradient.",
    formula: "x_k = −lr sign(g) Σ_{j≤k} j^{−1/2}", source: "Duchi, Hazan and Singer 2011, Figure 1",
    kind: .identity, refutation: "one of \(sumSteps) points off by more than rounding",
    rule: "adagrad:eps=0",
    predict: {
      let sum = harmonicRoots(sumSteps)[sumSteps - 1]
      return constantGradients.map { g in
        Prediction("x at g = \(g)", (g < 0 ? 1 : -1) * sumRate * sum, .relative(1e-9))
      } + [Prediction("largest relative error of any step", 0, .absolute(1e-9))]
    },
    measure: { lab, rule in
      let points = try constantPush(lab, rule)
      let largest = zip(points, harmonicRoots(sumSteps)).reduce(0) { largest, step in
        let exact = sumRate * step.1
        return max(largest, abs(step.0[0] / exact + 1), abs(step.0[1] / exact - 1))
      }
      return points[sumSteps - 1] + [largest]
    },
    control: .rule("rmsprop:eps=0")
  ).showing { lab, rule in
    let marks = [Int].geometric(to: sumSteps, 25)
    func lengths(_ rule: Specification, _ place: Int) throws -> [SIMD2<Double>] {
      let points = [[0, 0]] + (try constantPush(lab, rule))
      return .curve(steps: marks) { abs(points[$0][place] - points[$0 - 1][place]) / sumRate }
    }
    return try ChartPanel(
      "steps under a constant gradient", x: .logarithmic("step k"), y: .logarithmic("step / lr"),
      [.predicted("1/√k", .curve(steps: marks) { 1 / Double($0).squareRoot() })]
        + constantGradients.indices.map {
          try .measured("\(rule.name), g = \(constantGradients[$0])", lengths(rule, $0))
        } + [.control("rmsprop", try lengths(Specification(literal: "rmsprop:eps=0"), 0))])
  }

  /// The points of two coordinates from 0, each with its own constant gradient.
  private static func constantPush(
    _ lab: Laboratory, _ rule: Specification
  ) throws -> [[Double]] {
    var points: [[Double]] = []
    try lab.drive(
      lab.rule(rule, rate: sumRate), from: [0, 0], steps: sumSteps,
      gradient: { _, _, g in g = constantGradients }, after: { _, x in points.append(x) })
    return points
  }

  /// Σ_{j≤k} j^{−1/2} for k = 1, …, n.
  private static func harmonicRoots(_ n: Int) -> [Double] {
    var sum = 0.0
    return (1...n).map { j in
      sum += 1 / Double(j).squareRoot()
      return sum
    }
  }

  /// ADAGRAD-04: steps that would diverge fill the accumulator until they no longer do.
  static let adagrad04 = Experiment(
    "ADAGRAD-04", "Adagrad converges on a convex quadratic at any rate.",
    formula: "x_k → 0 for every lr",
    source: "Ward, Wu and Bottou 2019 (the phenomenon)", kind: .phenomenon,
    refutation: "a rate of " + anyRates.map { "\($0)" }.joined(separator: ", ")
      + " that leaves |x| above \(anyRateLimit) after \(anyRateSteps) steps",
    rule: "adagrad",
    predict: { anyRates.map { Prediction("|x|, lr = \($0)", 0, .absolute(anyRateLimit)) } },
    measure: { lab, rule in
      try anyRates.map { rate in
        var size = 0.0
        try quadraticSizes(lab, rule, rate: rate) { size = $1 }
        return size
      }
    },
    control: .rule("sgd")
  ).showing { lab, rule in
    let marks = Set([Int].geometric(to: anyRateSteps, 40))
    func path(_ rule: Specification, _ rate: Double) throws -> [SIMD2<Double>] {
      var points: [SIMD2<Double>] = []
      try quadraticSizes(lab, rule, rate: rate) { step, size in
        // Points of a diverging rule, or below rounding, would leave no room for the others.
        guard marks.contains(step), size < 1e4, size > 1e-12 else { return }
        points.append(SIMD2(Double(step), size))
      }
      return points
    }
    return ChartPanel(
      "on curvatures \(anyRateCurvatures.map { "\($0)" }.joined(separator: " and "))",
      x: .logarithmic("step k"), y: .logarithmic("|x|"),
      try anyRates.map { .measured("\(rule.name), lr = \($0)", try path(rule, $0)) }
        + [.control("sgd, lr = 1", try path(Specification(literal: "sgd"), 1))])
  }

  private static let anyRates = [0.1, 1, 10, 100]
  private static let (anyRateSteps, anyRateLimit, anyRateCurvatures) = (40_000, 1e-3, [1.0, 10])

  /// The distance from the minimum after each step, as long as it is finite.
  private static func quadraticSizes(
    _ lab: Laboratory, _ rule: Specification, rate: Double,
    visit: (_ step: Int, _ size: Double) -> Void
  ) throws {
    try lab.follow(
      lab.rule(rule, rate: rate), on: DiagonalQuadratic(anyRateCurvatures), from: [1, 1],
      steps: anyRateSteps
    ) { step, x, _ in
      visit(step, x.norm)
      return x[1].isFinite
    }
  }
}
