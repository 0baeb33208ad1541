import Descent
import DescentAlgebra
import DescentPictures

extension Textbook {
  private static let (scale, small) = (linearScale, 0.02)

  /// SGD-08b: the floor depends on lr/B, up to the next order in lr.
  static let sgd08b = Experiment(
    "SGD-08b", "On λx²/2 SGD's noise floors at equal lr/B agree up to a factor 1 + O(lr λ).",
    formula: "Var(k lr, k B)/Var(lr, B) = (2 − lr λ)/(2 − k lr λ)",
    source: "derived here from SGD-01; cf. Goyal et al. 2017", kind: .statistic,
    refutation: "a ratio that is off by more than chance", rule: "sgd",
    predict: {
      let ratio = predictedRatio(small)
      let error = ratio * NoiseFloor.ratioError
      return [Prediction("ratio of variances", ratio, .sigmas(4.5, standardError: error))]
    },
    measure: { lab, rule in [try floorRatio(lab, rule, small, batch: scale)] },
    control: .other("\(scale) lr without \(scale) B") { lab in
      [try floorRatio(lab, Specification(literal: "sgd"), small, batch: 1)]
    }, isSlow: true
  ).showing { lab, rule in
    let shown = [Double].geometric(small, 0.22, 8)
    func ratios(_ rule: Specification, batch: Int) throws -> [SIMD2<Double>] {
      try .curve(shown) {
        try floorRatio(lab, rule, $0, batch: batch, chains: NoiseFloor.shownChains)
      }
    }
    return ChartPanel(
      "noise floors of equal lr/B", x: .logarithmic("lr"),
      y: .logarithmic("Var(\(scale) lr, \(scale) B) / Var(lr, B)"),
      [
        .predicted(
          "(2 − lr λ)/(2 − \(scale) lr λ)", .curve(.geometric(small, 0.22, 100), predictedRatio)),
        .measured(rule.name, try ratios(rule, batch: scale)),
        .control(
          "\(scale) lr without \(scale) B", try ratios(Specification(literal: "sgd"), batch: 1)),
      ])
  }

  private static func predictedRatio(_ rate: Double) -> Double {
    NoiseFloor.predicted(
      rate: Double(scale) * rate, curvature: 1, noise: 1 / Double(scale).squareRoot())
      / NoiseFloor.predicted(rate: rate, curvature: 1)
  }

  /// The ratio of the floors at curvature 1.
  private static func floorRatio(
    _ lab: Laboratory, _ rule: Specification, _ rate: Double, batch: Int,
    chains: Int = NoiseFloor.chains
  ) throws -> Double {
    let random = lab.random(0x56D_08)
    let large = Double(scale) * rate
    let scaled = try lab.noiseFloor(
      lab.rule(rule, rate: large).accumulating(steps: batch), curvature: 1,
      radius: abs(1 - large), random: random.split(stream: 1), stepsPerUpdate: batch,
      chains: chains)
    let plain = try lab.noiseFloor(
      lab.rule(rule, rate: rate), curvature: 1, radius: 1 - rate,
      random: random.split(stream: 0), chains: chains)
    return scaled / plain
  }
}
