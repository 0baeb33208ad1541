import Descent
import DescentPictures
import RealModule

extension Textbook {
  private static let momenta = [0.5, 0.9]
  private static let (settled, end, start) = (60, 120, 1e-8)

  /// SAD-03: with momentum the distance grows by the larger root of a quadratic equation.
  static let sad03 = Experiment(
    "SAD-03", "Momentum leaves a quadratic saddle faster, by its characteristic equation's root.",
    formula: "z² − (1 + β + a) z + β = 0; Nesterov z² − (1 + β)(1 + a) z + β (1 + a) = 0",
    source: "O'Neill and Wright 2019", kind: .slope,
    refutation: "another growth from step \(settled) to step \(end)",
    predict: {
      let ball = ([0] + momenta).map {
        Prediction("growth at β = \($0)", heavyBallRoot($0), .relative(1e-6))
      }
      return ball
        + momenta.map {
          Prediction("Nesterov's at β = \($0)", nesterovRoot($0), .relative(1e-6))
        }
    },
    measure: { lab in
      try ([0] + momenta).map { try saddleGrowth(lab, heavyBall($0)) }
        + momenta.map { try saddleGrowth(lab, nesterov($0)) }
    },
    control: "gradient descent, 1 + a",
    { lab in
      [Double](
        repeating: try saddleGrowth(lab, Specification(literal: "sgd")),
        count: 1 + 2 * momenta.count)
    }
  ).showing { lab, _ in
    let shown = [Double].evenly(0, 0.9, 10)
    let fine = [Double].evenly(0, 0.9, 91)
    return ChartPanel(
      "growth of the distance from the saddle", x: Axis("momentum β"), y: Axis("factor per step"),
      [
        .predicted(
          "the larger root",
          .lines([.curve(fine, heavyBallRoot), .curve(fine.dropFirst().map { $0 }, nesterovRoot)])),
        .measured("heavy ball", try .curve(shown) { try saddleGrowth(lab, heavyBall($0)) }),
        .measured(
          "Nesterov", try .curve(Array(shown.dropFirst())) { try saddleGrowth(lab, nesterov($0)) }),
        .control(
          "gradient descent, 1 + a",
          .level(try saddleGrowth(lab, Specification(literal: "sgd")), from: 0, to: 0.9)),
      ])
  }

  private static func heavyBall(_ beta: Double) -> Specification {
    Specification(literal: "momentum:momentum=\(beta)")
  }
  private static func nesterov(_ beta: Double) -> Specification {
    Specification(literal: "momentum:nesterov=true,momentum=\(beta)")
  }

  private static func heavyBallRoot(_ beta: Double) -> Double {
    largerRoot(sum: 1 + beta + SaddleSetting.growth, product: beta)
  }

  private static func nesterovRoot(_ beta: Double) -> Double {
    let a = SaddleSetting.growth
    return largerRoot(sum: (1 + beta) * (1 + a), product: beta * (1 + a))
  }

  /// The larger root of z² − sum z + product.
  private static func largerRoot(sum: Double, product: Double) -> Double {
    (sum + (sum * sum - 4 * product).squareRoot()) / 2
  }

  /// The mean factor by which the distance from the saddle grows over the later steps.
  static func saddleGrowth(
    _ lab: Laboratory, _ rule: Specification, rate: Double = SaddleSetting.rate
  ) throws -> Double {
    let y = try lab.departure(rule, rate: rate, from: start, steps: end)
    return .pow(abs(y[end] / y[settled]), 1 / Double(end - settled))
  }
}
