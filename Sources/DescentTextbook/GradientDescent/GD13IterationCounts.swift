import BowlProblems
import Descent
import DescentAlgebra

extension Textbook {
  /// The methods with counted iterations, at their textbook parameters.
  enum Counted: Sendable {
    case gradientDescent, heavyBall, nesterov

    var name: String {
      switch self {
      case .gradientDescent: "gradient descent"
      case .heavyBall: "heavy ball"
      case .nesterov: "Nesterov"
      }
    }
  }

  static let conditions = [10.0, 30, 100, 300, 1000, 3000]
  static let countedAccuracy = 1e-6

  static let gd13a = iterationExperiment(
    "GD-13a",
    "On quadratics gradient descent at lr = 2/(μ + L) needs iterations proportional to κ.",
    "iterations ∝ κ", .gradientDescent, control: .heavyBall)
  static let gd13b = iterationExperiment(
    "GD-13b", "On quadratics heavy ball at Polyak's parameters needs iterations growing as √κ.",
    "iterations ∝ κ^½ (with a logarithm: the fit gives a little more)", .heavyBall,
    control: .gradientDescent)
  static let gd13c = iterationExperiment(
    "GD-13c", "On quadratics Nesterov's method, β = (√κ-1)/(√κ+1), needs iterations growing as √κ.",
    "iterations ∝ κ^½ (with a logarithm: the fit gives a little more)", .nesterov,
    control: .gradientDescent)

  private static func iterationExperiment(
    _ id: String, _ claim: String, _ formula: String, _ method: Counted, control: Counted
  ) -> Experiment {
    let isLinear = method == .gradientDescent
    let source =
      switch method {
      case .gradientDescent: "Polyak 1987, §1.4"
      case .heavyBall: "Polyak 1964"
      case .nesterov: "Nesterov 2004, (2.2.11)"
      }
    return Experiment(
      id, claim, formula: formula, source: source, kind: .slope,
      refutation: "another exponent of the condition number",
      predict: {
        [
          Prediction(
            "exponent", isLinear ? 1 : 0.5,
            isLinear ? .within(low: 0.95, high: 1.05) : .within(low: 0.45, high: 0.6))
        ]
      }, measure: { lab in [try exponent(lab, method)] },
      control: control.name, { lab in [try exponent(lab, control)] }
    ).showing { lab, _ in try counts(lab, method, control: control) }
  }

  private static func exponent(_ lab: Laboratory, _ method: Counted) throws -> Double {
    let counts = try conditions.dropFirst().map { Double(try iterations(lab, method, $0)) }
    return try logSlope(Array(conditions.dropFirst()), counts)
  }

  /// The first step from which |x| stays at or below ε for 3√κ steps.
  static func iterations(
    _ lab: Laboratory, _ method: Counted, _ kappa: Double
  ) throws -> Int {
    let root = Double.sqrt(kappa)
    let (rate, rule): (Double, Specification) =
      switch method {
      case .gradientDescent: (2 / (1 + kappa), Specification(literal: "sgd"))
      case .heavyBall:
        (
          4 / .pow(root + 1, 2),
          Specification(literal: "momentum").with(("momentum", .pow((root - 1) / (root + 1), 2)))
        )
      case .nesterov:
        (
          1 / kappa,
          Specification(literal: "momentum:nesterov=true")
            .with(("momentum", (root - 1) / (root + 1)))
        )
      }
    let stay = Int((3 * root).rounded(.up))
    var (first, count) = (-1, 0)
    let start = [Double](repeating: 1 / .sqrt(3), count: 3)
    try lab.follow(
      lab.rule(rule, rate: rate), on: DiagonalQuadratic([1, root, kappa]), from: start,
      steps: 200_000
    ) { step, x, _ in
      if x.norm <= countedAccuracy {
        if count == 0 { first = step }
        count += 1
      } else {
        count = 0
      }
      return count <= stay
    }
    return first
  }
}
