import BowlProblems
import Descent
import DescentAlgebra
import DescentGSL
import DescentPictures
import RealModule

extension Textbook {
  private static let (spread, radius, chains) = (0.001, 0.01, 100_000)
  private static let (times, lastTime) = ([10, 20, 30, 40, 50], 50)

  /// SAD-02b: the distribution of the escape time from normal starts.
  static let sad02b = Experiment(
    "SAD-02b", "From normal starts the time T of escape from a quadratic saddle has a known law.",
    formula: "P(T > k) = 2 Φ(r (1 + a)^{−k}/s) − 1", source: "derived here from SAD-01",
    kind: .statistic, refutation: "a share still inside that is off by more than chance",
    rule: "sgd",
    predict: {
      times.map { k in
        let share = survival(k)
        let error = (share * (1 - share) / Double(chains)).squareRoot()
        return Prediction("P(T > \(k))", share, .sigmas(4.5, standardError: error))
      }
    },
    measure: { lab, rule in
      let shares = try shares(lab, rule, rate: SaddleSetting.rate)
      return times.map { shares[$0] }
    },
    control: .other("twice the growth, 1 + 2a") { lab in
      let shares = try fasterShares(lab)
      return times.map { shares[$0] }
    }, isSlow: true
  ).showing { lab, rule in
    ChartPanel(
      "share of \(chains) starts that has not escaped", x: Axis("step k"), y: Axis("P(T > k)"),
      [
        .predicted("2 Φ(r (1 + a)^{−k}/s) − 1", .curve(steps: Array(0...lastTime), survival)),
        .measured(rule.name, .trace(try shares(lab, rule, rate: SaddleSetting.rate))),
        .control("twice the growth", .trace(try fasterShares(lab))),
      ])
  }

  private static func survival(_ k: Int) -> Double {
    let reach = radius * .pow(1 + SaddleSetting.growth, -Double(k)) / spread
    return 2 * SpecialFunctions.normalDistribution(reach) - 1
  }

  private static func fasterShares(_ lab: Laboratory) throws -> [Double] {
    try shares(lab, Specification(literal: "sgd"), rate: 2 * SaddleSetting.rate)
  }

  /// The share of chains that are inside the radius at each step.
  private static func shares(
    _ lab: Laboratory, _ rule: Specification, rate: Double
  ) throws -> [Double] {
    var normals = NormalNumbers(lab.random(0x5AD_02B))
    var shares: [Double] = []
    try lab.follow(
      lab.rule(rule, rate: rate),
      on: DiagonalQuadratic([Double](repeating: -SaddleSetting.curvature, count: chains)),
      from: normals.next(chains).scaled(by: spread), steps: lastTime
    ) { _, x, _ in
      shares.append(Double(x.count { abs($0) < radius }) / Double(chains))
      return true
    }
    return shares
  }
}
