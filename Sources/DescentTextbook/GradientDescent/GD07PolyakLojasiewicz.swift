import BowlProblems
import Descent
import DescentAlgebra
import DescentPictures
import DescentStudy
import WorstCaseProblems

extension Textbook {
  /// The inequality's constant for x² + 3 sin² x (its inverse), and the function's smoothness.
  private static let (inverseMu, l) = (32, 8.0)
  private static let contraction = 1 - 1 / (Double(inverseMu) * l)

  /// GD-07a: a function that satisfies the Polyak-Łojasiewicz inequality converges linearly.
  static let gd07a = Experiment(
    "GD-07a", "x² + 3 sin² x is not convex, yet at lr = 1/L gradient descent converges linearly.",
    formula: "f_k ≤ (1 − μ/L)^k f₀ with μ = 1/\(inverseMu), L = \(Int(l)) and lr = 1/L",
    source: "Karimi, Nutini and Schmidt 2016, Theorem 1 and its example", kind: .bound,
    refutation: "a step at which the loss exceeds the bound",
    rule: "sgd",
    predict: { [Prediction("largest ratio", 1, .atMost(slack: 1e-9))] },
    measure: { lab, rule in
      [try wavyStarts.map { linearRatio(try shares(lab, rule, wavy, from: $0)) }.max() ?? .nan]
    },
    control: .other("x⁴/4, which has no such constant") { lab in
      [linearRatio(try shares(lab, Specification(literal: "sgd"), quartic, from: 1))]
    }
  ).showing { lab, rule in
    let flat = try shares(lab, Specification(literal: "sgd"), quartic, from: 1)
    let steps = [Int].geometric(to: flat.count - 1, 60)
    return ChartPanel(
      "share of the loss that is left", x: .logarithmic("step k"), y: .logarithmic("f_k/f₀"),
      [.predicted("(1 − μ/L)^k", .curve(steps: steps) { .pow(contraction, $0) })]
        + (try wavyStarts.map { start in
          let losses = try shares(lab, rule, wavy, from: start)
          return .measured("\(rule.name) from \(Int(start))", .curve(steps: steps) { losses[$0] })
        }) + [.control("sgd on x⁴/4", .curve(steps: steps) { flat[$0] })])
  }

  private static let wavyStarts = [3.0, -10, 25]
  /// x² + 3 sin² x.
  static let wavy = Separable(
    value: { $0 * $0 + 3 * .sin($0) * .sin($0) }, derivative: { 2 * $0 + 3 * .sin(2 * $0) })
  private static let quartic = Separable(
    value: { $0 * $0 * $0 * $0 / 4 }, derivative: { $0 * $0 * $0 })

  /// f_k/f₀ at each step.
  private static func shares(
    _ lab: Laboratory, _ rule: Specification, _ problem: Separable, from start: Double
  ) throws -> [Double] {
    let losses = try lab.path(
      lab.rule(rule, rate: 1 / l), on: problem, from: [start], steps: 6000
    ).losses
    return losses.map { $0 / losses[0] }
  }

  private static func linearRatio(_ shares: [Double]) -> Double {
    shares.indices.dropFirst().reduce(0) { max($0, shares[$1] / .pow(contraction, $1)) }
  }

  private static let (leastCurvature, raised, deficientSteps) = (0.5, 0.05, 100)

  /// GD-07b: on a quadratic of deficient rank the loss falls by exactly (1 − μ₊/L)².
  static let gd07b = Experiment(
    "GD-07b",
    "At lr = 1/L, f on the slowest mode of a singular quadratic shrinks by (1 - μ+/L)² per step.",
    formula: "f_{k+1}/f_k = (1 − μ₊/L)², μ₊ the least curvature above 0",
    source: "Karimi, Nutini and Schmidt 2016, §2",
    kind: .identity, refutation: "another mean factor over \(deficientSteps) steps", rule: "sgd",
    predict: { [Prediction("factor", .pow(1 - leastCurvature / l, 2), .relative(1e-10))] },
    measure: { lab, rule in [meanFactor(try deficientLosses(lab, rule))] },
    control: .other("one zero eigenvalue raised to \(raised)") { lab in
      [meanFactor(try deficientLosses(lab, Specification(literal: "sgd"), second: raised))]
    }
  ).showing { lab, rule in
    let losses = try deficientLosses(lab, rule)
    let other = try deficientLosses(lab, Specification(literal: "sgd"), second: raised)
    return ChartPanel(
      "a quadratic of rank 4 in 6 dimensions", x: Axis("step k"), y: .logarithmic("f_k"),
      [
        .predicted(
          "(1 − μ₊/L)^{2k} f₀",
          .curve(steps: Array(losses.indices)) {
            losses[0] * .pow(1 - leastCurvature / l, 2 * $0)
          }),
        .measured(rule.name, .trace(losses)),
        .control("sgd, one zero eigenvalue raised to \(raised)", .trace(other)),
      ])
  }

  private static func meanFactor(_ losses: [Double]) -> Double {
    .pow(losses[deficientSteps] / losses[0], 1 / Double(deficientSteps))
  }

  /// The losses from a start in the null space and the slowest mode.
  private static func deficientLosses(
    _ lab: Laboratory, _ rule: Specification, second: Double = 0
  ) throws -> [Double] {
    let basis = PortableRandom.orthogonal(6, 9)
    let matrix = Matrix.symmetric(basis, [0, second, leastCurvature, 2, 5, l])
    return try lab.path(
      lab.rule(rule, rate: 1 / l), on: DenseQuadratic(matrix), from: basis * [1, 1, 1, 0, 0, 0],
      steps: deficientSteps
    ).losses
  }
}
