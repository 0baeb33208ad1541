import Descent
import DescentPictures
import RealModule

extension Textbook {
  private static let (start, radius) = (1e-8, 0.1)
  private static let (followed, compared) = (400, 150)

  /// SAD-01: near a saddle, the distance along the descending direction grows by exactly the
  /// factor 1 + a per step.
  static let sad01 = Experiment(
    "SAD-01", "Gradient descent leaves the saddle x²/2 - λ y²/2 by a factor 1 + lr λ per step.",
    formula: "|y_k| = |y₀| (1 + a)^k, a = lr λ; out at k = ⌈ln(r/|y₀|)/ln(1 + a)⌉",
    source: "Lee et al. 2016 (linearised)", kind: .identity,
    refutation: "another distance at any step, or another step of escape", rule: "sgd",
    predict: {
      [
        Prediction("largest relative error of |y_k|", 0, .absolute(1e-10)),
        Prediction(
          "step of escape", (.log(radius / start) / .log(1 + SaddleSetting.growth)).rounded(.up),
          .exactly),
      ]
    },
    measure: { lab, rule in
      let y = try lab.departure(rule, from: start, steps: followed)
      let error = (0...compared).reduce(0.0) { max($0, abs(y[$1] / distance($1) - 1)) }
      return [error, Double(y.firstIndex { abs($0) >= radius } ?? .max)]
    },
    control: .rule(otherRule)
  ).showing { lab, rule in
    func sizes(_ rule: Specification) throws -> [SIMD2<Double>] {
      .trace(try lab.departure(rule, from: start, steps: compared).map { abs($0) })
    }
    return ChartPanel(
      "leaving a saddle", x: Axis("step k"), y: .logarithmic("|y_k|"),
      [
        .predicted("|y₀| (1 + lr λ)^k", .curve(steps: Array(0...compared), distance)),
        .measured(rule.name, try sizes(rule)),
        .control("with momentum", try sizes(Specification(literal: otherRule))),
      ])
  }

  private static let otherRule = "momentum:momentum=0.5"

  private static func distance(_ k: Int) -> Double { start * .pow(1 + SaddleSetting.growth, k) }
}
