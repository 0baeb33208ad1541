import Descent
import DescentPictures
import RealModule

extension Textbook {
  private static let (steps, chains, noise) = (40, 20_000, 1.0)

  /// SAD-07: the noise of SGD drives it away from a saddle exponentially.
  static let sad07 = Experiment(
    "SAD-07", "Gradient noise alone takes SGD off a quadratic saddle: E y² grows as (1 + a)^(2k).",
    formula: "E y_k² = lr² s² ((1 + a)^{2k} − 1) / ((1 + a)² − 1)",
    source: "elementary: the variance of an AR(1) process",
    kind: .statistic, refutation: "another mean square after \(steps) steps", rule: "sgd",
    predict: {
      let value = variance(steps)
      let error = value * Chains.relativeError(chains)
      return [Prediction("E y² at k = \(steps)", value, .sigmas(4.5, standardError: error))]
    },
    measure: { lab, rule in
      [try meanSquares(lab, rule, curvature: -SaddleSetting.curvature)[steps]]
    },
    control: .other("a random walk, where there is no curvature") { lab in
      [try meanSquares(lab, Specification(literal: "sgd"), curvature: 0)[steps]]
    }
  ).showing { lab, rule in
    let saddle = try meanSquares(lab, rule, curvature: -SaddleSetting.curvature)
    let flat = try meanSquares(lab, Specification(literal: "sgd"), curvature: 0)
    return ChartPanel(
      "mean square over \(chains) runs", x: Axis("step k"), y: .logarithmic("E y²"),
      [
        .predicted(
          "lr² s² ((1 + a)^{2k} − 1)/((1 + a)² − 1)", .curve(steps: Array(1...steps), variance)),
        .measured(rule.name, .trace(Array(saddle.dropFirst()), from: 1)),
        .control("no curvature, a random walk", .trace(Array(flat.dropFirst()), from: 1)),
      ])
  }

  private static func variance(_ k: Int) -> Double {
    let (lr, q) = (SaddleSetting.rate, .pow(1 + SaddleSetting.growth, 2) as Double)
    return lr * lr * noise * noise * (.pow(q, k) - 1) / (q - 1)
  }

  /// The mean of y² at each step.
  private static func meanSquares(
    _ lab: Laboratory, _ rule: Specification, curvature: Double
  ) throws -> [Double] {
    var chains = try Chains(
      lab.rule(rule, rate: SaddleSetting.rate), count: chains, from: 0,
      random: lab.random(0x5AD_07))
    return [0]
      + (1...steps).map { _ in
        chains.step(curvature: curvature, noise: noise)
        return chains.meanSquare
      }
  }
}
