import Descent
import DescentAlgebra
import DescentGSL
import DescentPictures
import RealModule

extension Textbook {
  private static let (limitRate, limitSteps) = (0.01, 500)

  /// ADAM-04a: under a constant gradient every step has the length lr.
  static let adam04a = Experiment(
    "ADAM-04a", "With ε = 0 every step of Adam under a constant gradient is lr in each coordinate.",
    formula: "g constant, ε = 0 ⇒ |Δx| = lr",
    source: "derived here from Kingma and Ba 2015, Algorithm 1",
    kind: .identity, refutation: "a longer or shorter step among \(limitSteps)",
    rule: "adam:eps=0",
    predict: {
      ["shortest", "longest"].map { Prediction("\($0) step", limitRate, .absolute(1e-14)) }
    },
    measure: { lab, rule in
      let lengths = try constantSteps(lab, rule).flatMap { $0.map(abs) }
      return [lengths.min() ?? .nan, lengths.max() ?? .nan]
    },
    control: .rule("adagrad:eps=0")
  ).showing { lab, rule in
    let steps = [Int].geometric(to: limitSteps, 25)
    func lengths(_ rule: Specification, _ place: Int) throws -> [SIMD2<Double>] {
      let all = try constantSteps(lab, rule)
      return .curve(steps: steps) { abs(all[$0 - 1][place]) / limitRate }
    }
    return try ChartPanel(
      "steps under a constant gradient", x: .logarithmic("step k"), y: Axis("step / lr"),
      [.predicted("lr", .curve(steps: steps) { _ in 1 })]
        + constantGradients.indices.map {
          try .measured("\(rule.name), g = \(constantGradients[$0])", lengths(rule, $0))
        } + [.control("adagrad", try lengths(Specification(literal: "adagrad:eps=0"), 0))])
  }

  static let constantGradients = [3, -1e-4]

  /// The steps of two coordinates, each with its own constant gradient.
  private static func constantSteps(
    _ lab: Laboratory, _ rule: Specification
  ) throws -> [[Double]] {
    var steps: [[Double]] = []
    try lab.drive(
      lab.rule(rule, rate: limitRate), from: [0, 0], steps: limitSteps,
      gradient: { _, _, g in g = constantGradients },
      after: { _, x in
        steps.append(x)
        x = [0, 0]
      })
    return steps
  }

  /// ADAM-04b: without memory Adam takes the gradient's sign.
  static let adam04b = Experiment(
    "ADAM-04b", "With β₁ = β₂ = 0 and ε = 0 Adam is sign descent.", formula: "Δx = −lr sign(g)",
    source: "Balles and Hennig 2018", kind: .identity,
    refutation: "a step that is not lr against the sign of a random gradient",
    rule: "adam:eps=0,beta1=0,beta2=0",
    predict: { [Prediction("largest |Δx + lr sign g|", 0, .absolute(1e-15))] },
    measure: { lab, rule in
      [
        try randomSteps(lab, rule).reduce(0) { largest, step in
          max(largest, abs(step.y + limitRate * (step.x < 0 ? -1 : 1)))
        }
      ]
    },
    control: .rule("adam:eps=0,beta1=0,beta2=0.5")
  ).showing { lab, rule in
    func steps(_ rule: Specification) throws -> [SIMD2<Double>] {
      try randomSteps(lab, rule).prefix(40).map { SIMD2($0.x, $0.y / limitRate) }
        .sorted { $0.x < $1.x }
    }
    let measured = try steps(rule)
    let signs = [-1.0, 1].map { sign in
      ([0] + measured.map(\.x).filter { sign * $0 > 0 }).sorted().map { SIMD2($0, -sign) }
    }
    return ChartPanel(
      "steps on random gradients", x: Axis("gradient g"), y: Axis("step / lr"),
      [
        .predicted("−sign(g)", .lines(signs)), .measured("\(rule)", measured),
        .control("β₂ = 0.5", try steps(Specification(literal: "adam:eps=0,beta1=0,beta2=0.5"))),
      ])
  }

  /// Random gradients, and the step for each.
  private static func randomSteps(
    _ lab: Laboratory, _ rule: Specification
  ) throws -> [SIMD2<Double>] {
    let random = lab.random(0xADA4)
    var steps: [SIMD2<Double>] = []
    try lab.drive(
      lab.rule(rule, rate: limitRate), from: [0], steps: limitSteps,
      gradient: { t, _, g in
        g[0] = random.normal(UInt64(t))
        steps.append(SIMD2(g[0], 0))
      },
      after: { t, x in
        steps[t - 1].y = x[0]
        x[0] = 0
      })
    return steps
  }
}
