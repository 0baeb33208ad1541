import BowlProblems
import Descent
import DescentAlgebra
import DescentGSL
import DescentPictures
import DescentStudy

extension Textbook {
  private static let spectrum = [0.5, 2.0, 5]
  private static let rates = (0..<6).map { 0.1 / .pow(2, Double($0)) }

  /// GD-12a: gradient descent is Euler's method for the gradient flow, of global error O(lr).
  static let gd12a = Experiment(
    "GD-12a",
    "Over a fixed time gradient descent follows the gradient flow to an error of order lr.",
    formula: "‖x_{T/lr} − x(T)‖ / lr → ‖(T/2) H² e^{−HT} x₀‖",
    source: "elementary: the global error of Euler's method",
    kind: .slope, refutation: "an order other than 1, or another constant", rule: "sgd",
    predict: {
      [
        Prediction("order", 1, .within(low: 0.95, high: 1.05)),
        Prediction("constant", firstConstant, .relative(0.02)),
      ]
    },
    measure: { lab, rule in try orderAndConstant(flowErrors(lab, rule, correction: 0)) },
    control: .other("the classical Runge-Kutta method") { _ in
      try orderAndConstant(rungeKuttaErrors())
    }
  ).showing { lab, rule in
    ChartPanel(
      "distance from the gradient flow at T = 1", x: .logarithmic("lr"), y: .logarithmic("error"),
      [
        .predicted("lr ‖(T/2) H² e^{−HT} x₀‖", .curve(rates) { $0 * firstConstant }),
        .measured(rule.name, graph(try flowErrors(lab, rule, correction: 0))),
        .control("Runge-Kutta, fourth order", graph(try rungeKuttaErrors())),
      ])
  }

  /// GD-12b: to second order it follows the flow of f + (lr/4)‖∇f‖².
  static let gd12b = Experiment(
    "GD-12b",
    "Over a fixed time gradient descent follows f + (lr/4)|∇f|²'s flow to an error of order lr².",
    formula: "x' = −∇(f + (lr/4)‖∇f‖²)", source: "Barrett and Dherin 2021", kind: .slope,
    refutation: "an order other than 2", rule: "sgd",
    predict: { [Prediction("order", 2, .within(low: 1.9, high: 2.1))] },
    measure: { lab, rule in [try logSlope(rates, try flowErrors(lab, rule, correction: 0.5))] },
    control: .other("the flow of f itself") { lab in
      [try logSlope(rates, try flowErrors(lab, Specification(literal: "sgd"), correction: 0))]
    }
  ).showing { lab, rule in
    ChartPanel(
      "distance from the corrected flow at T = 1", x: .logarithmic("lr"), y: .logarithmic("error"),
      [
        .predicted("lr² ‖(T/3) H³ e^{−HT} x₀‖", .curve(rates) { $0 * $0 * secondConstant }),
        .measured(rule.name, graph(try flowErrors(lab, rule, correction: 0.5))),
        .control(
          "the flow of f itself",
          graph(try flowErrors(lab, Specification(literal: "sgd"), correction: 0))),
      ])
  }

  /// The leading terms of the two errors at T = 1, from ln(1 − lr λ)/lr.
  private static let firstConstant = spectrum.map { $0 * $0 * .exp(-$0) / 2 }.norm
  private static let secondConstant = spectrum.map { $0 * $0 * $0 * .exp(-$0) / 3 }.norm

  private static func orderAndConstant(_ errors: [Double]) throws -> [Double] {
    [try logSlope(rates, errors), errors[rates.count - 1] / rates[rates.count - 1]]
  }

  private static func graph(_ errors: [Double]) -> [SIMD2<Double>] {
    zip(rates, errors).map { SIMD2($0, $1) }
  }

  /// The distances at time 1 from the flow of f + c lr ‖∇f‖²/2, for each rate.
  private static func flowErrors(
    _ lab: Laboratory, _ rule: Specification, correction c: Double
  ) throws -> [Double] {
    try rates.map { rate in
      let end = try flow(from: [1, 1, 1], time: 1) { x in
        zip(spectrum, x).map { -($0 + c * rate * $0 * $0) * $1 }
      }
      let last = try lab.path(
        lab.rule(rule, rate: rate), on: DiagonalQuadratic(spectrum), from: [1, 1, 1],
        steps: Int((1 / rate).rounded())
      ).last
      return last.minus(end).norm
    }
  }

  private static func rungeKuttaErrors() throws -> [Double] {
    let end = try flow(from: [1, 1, 1], time: 1) { x in zip(spectrum, x).map { -$0 * $1 } }
    return rates.map { rungeKutta($0).minus(end).norm }
  }

  /// On a linear field a step of the classical method multiplies by e^{−λh} up to fourth order.
  private static func rungeKutta(_ rate: Double) -> [Double] {
    spectrum.map { lambda in
      let z = -lambda * rate
      return .pow(1 + z + z * z / 2 + z * z * z / 6 + z * z * z * z / 24, (1 / rate).rounded())
    }
  }
}
