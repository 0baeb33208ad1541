import Descent
import DescentAlgebra
import DescentPictures
import DescentStudy
import WorstCaseProblems

extension Textbook {
  /// The problem with its smoothness L: not convex, in four coordinates.
  private static let (nonconvex, l) = (Separable.bounded(4), 2.0)
  private static let (start, lemmaRate, falseL) = ([3.0, -2, 1.2, 0.6], 0.4, 0.2)

  /// GD-06a: f(x⁺) ≤ f(x) − lr (1 − lr L/2) ‖g‖², even if f is not convex.
  static let gd06a = Experiment(
    "GD-06a", "A step on an L-smooth f lowers it by lr (1 - lr L/2) |g|² or more, convex or not.",
    formula: "f(x⁺) − f(x) + lr (1 − lr L/2) ‖g‖² ≤ 0", source: "folklore; Nesterov 2004, §1.2.3",
    kind: .bound, refutation: "a step that lowers f by less", rule: "sgd",
    predict: { [Prediction("largest excess over |g|²", 0, .absoluteAtMost(1e-9))] },
    measure: { lab, rule in [descentExcess(try descents(lab, rule), l: l)] },
    control: .other("the claim with L = \(falseL)") { lab in
      [descentExcess(try descents(lab, Specification(literal: "sgd")), l: falseL)]
    }
  ).showing { lab, rule in
    let descents = try descents(lab, rule).sorted { $0.x < $1.x }
    func claim(_ l: Double) -> [SIMD2<Double>] {
      descents.map { SIMD2($0.x, guaranteed(l) * $0.x) }
    }
    return ChartPanel(
      "how much a step lowers f", x: .logarithmic("|g|²"), y: .logarithmic("f(x) − f(x⁺)"),
      [
        .predicted("lr (1 − lr L/2) |g|²", claim(l)), .measured(rule.name, descents),
        .control("the claim with L = \(falseL)", claim(falseL)),
      ])
  }

  /// The guaranteed decrease of f per step, divided by ‖g‖².
  private static func guaranteed(_ l: Double) -> Double { lemmaRate * (1 - lemmaRate * l / 2) }

  /// For each step, ‖g‖² and the decrease of f, as long as ‖g‖² is above rounding.
  private static func descents(
    _ lab: Laboratory, _ rule: Specification
  ) throws -> [SIMD2<Double>] {
    let path = try lab.path(
      lab.rule(rule, rate: lemmaRate), on: nonconvex, from: start, steps: 2000)
    let squares = try squaredGradients(path)
    return (1..<path.losses.count).prefix { squares[$0 - 1] >= 1e-12 }.map {
      SIMD2(squares[$0 - 1], path.losses[$0 - 1] - path.losses[$0])
    }
  }

  private static func descentExcess(_ descents: [SIMD2<Double>], l: Double) -> Double {
    descents.reduce(-.infinity) { max($0, guaranteed(l) - $1.y / $1.x) }
  }

  private static func squaredGradients(_ path: Path) throws -> [Double] {
    try path.points.map {
      let gradient = try nonconvex.gradient(at: $0)
      return gradient.dot(gradient)
    }
  }

  private static let (lemmaSteps, shortStep) = (50, 0.02)

  /// GD-06b: with lr = 1/L the least ‖g‖² falls at least like (4/3) L (f₀ − f_k)/k.
  static let gd06b = Experiment(
    "GD-06b", "For L-smooth f and lr = 1/L, min over t <= k of |g_t|² <= (4/3) L (f_0 - f_k)/k.",
    formula: "min over t ≤ k of ‖g_t‖² ≤ (4/3) L (f₀ − f_k)/k",
    source: "Abbaszadehpeivasti, de Klerk and Zamani 2022", kind: .bound,
    refutation: "a k at which every gradient so far is longer", rule: "sgd",
    predict: { [Prediction("largest ratio", 1, .atMost(slack: 1e-9))] },
    measure: { lab, rule in [try gradientRatios(lab, rule, h: 1).max() ?? .nan] },
    control: .other("lr = \(shortStep)/L") { lab in
      [try gradientRatios(lab, Specification(literal: "sgd"), h: shortStep).max() ?? .nan]
    }
  ).showing { lab, rule in
    let ratios = try gradientRatios(lab, rule, h: 1)
    let short = try gradientRatios(lab, Specification(literal: "sgd"), h: shortStep)
    return ChartPanel(
      "least |g|² over its bound (4/3) L (f₀ − f_k)/k", x: Axis("k"), y: .logarithmic("ratio"),
      [
        .predicted("1, the bound", .level(1, from: 1, to: Double(lemmaSteps))),
        .measured("\(rule.name), lr = 1/L", .trace(ratios, from: 1)),
        .control("sgd, lr = \(shortStep)/L", .trace(short, from: 1)),
      ])
  }

  /// The smallest ‖g‖² so far, divided by its bound, from k = 1.
  private static func gradientRatios(
    _ lab: Laboratory, _ rule: Specification, h: Double
  ) throws -> [Double] {
    let path = try lab.path(
      lab.rule(rule, rate: h / l), on: nonconvex, from: start, steps: lemmaSteps)
    let squares = try squaredGradients(path)
    var least = squares[0]
    return (1...lemmaSteps).map { k in
      least = min(least, squares[k])
      return least / (4 / 3 * l * (path.losses[0] - path.losses[k]) / Double(k))
    }
  }
}
