import Descent
import DescentPictures

extension Textbook {
  private static let curvatures = [0.02, 2, 200]
  private static let (rate, start, radius, steps) = (1e-3, 1e-8, 0.1, 120)

  /// SAD-04: without ε, Adam leaves a saddle along the same trajectory for every curvature.
  static let sad04 = Experiment(
    "SAD-04", "Adam without ε leaves a quadratic saddle at one pace, whatever its curvature.",
    formula: "y_k(λ) = y_k for all λ; |y| = r within r/lr steps",
    source: "derived here from the invariance in Kingma and Ba 2015, §2.1", kind: .identity,
    refutation: "trajectories that differ by more than rounding, or an escape after r/lr steps",
    rule: "adam:eps=0",
    predict: {
      [Prediction("largest relative difference over \(steps) steps", 0, .absolute(1e-9))]
        + curvatures.map { lambda in
          Prediction("steps to r at λ = \(lambda)", radius / rate, .atMost(slack: 0))
        }
    },
    measure: { lab, rule in
      let paths = try curvatures.map { try departure(lab, rule, $0) }
      let difference = paths.flatMap { zip($0, paths[1]).map { abs($0 / $1 - 1) } }.max() ?? .nan
      return [difference]
        + paths.map { path in
          path.firstIndex { abs($0) >= radius }.map(Double.init) ?? .infinity
        }
    },
    control: .rule("sgd")
  ).showing { lab, rule in
    func graphs(_ rule: Specification) throws -> [[SIMD2<Double>]] {
      try curvatures.map { .trace(try departure(lab, rule, $0).map { abs($0) }) }
    }
    let late = Double(steps)
    return ChartPanel(
      "leaving saddles of three curvatures", x: Axis("step k"), y: Axis("|y_k|"),
      [
        .run(
          "r, to be reached within r/lr steps",
          [
            SIMD2(0, radius), SIMD2(radius / rate, radius), SIMD2(radius / rate, 0),
          ])
      ]
        + zip(curvatures, try graphs(rule)).map {
          .measured("\(rule.name), λ = \(rounded($0))", $1)
        } + [
          .control(
            "sgd",
            .lines(
              try graphs(Specification(literal: "sgd")).map { graph in
                graph.filter { $0.y < 2 * radius && $0.x <= late }
              }))
        ])
  }

  private static func departure(
    _ lab: Laboratory, _ rule: Specification, _ curvature: Double
  ) throws -> [Double] {
    try lab.departure(rule, rate: rate, curvature: curvature, from: start, steps: steps)
  }
}
