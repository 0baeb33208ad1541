import Descent
import DescentPictures

extension Textbook {
  private static let rates = [0.2, 0.1, 0.05]

  /// SGD-03b: halving the rate about halves the floor.
  static let sgd03b = Experiment(
    "SGD-03b",
    "On λx²/2 halving SGD's rate divides the noise floor by more than two, by 2 as lr λ → 0.",
    formula: "ratio = 2 (2 − lr'λ)/(2 − lr λ), lr' = lr/2",
    source: "Bottou, Curtis and Nocedal 2018, §4.2; exact from SGD-01", kind: .statistic,
    refutation: "a floor or a ratio that is off by more than chance", rule: "sgd",
    predict: {
      let floors = rates.map { NoiseFloor.predicted(rate: $0, curvature: 1) }
      let error = floors[0] * Chains.relativeError(NoiseFloor.chains)
      return [
        Prediction("floor at lr = \(rates[0])", floors[0], .sigmas(4.5, standardError: error))
      ]
        + [0, 1].map { i in
          let ratio = 2 * (2 - rates[i + 1]) / (2 - rates[i])
          return Prediction(
            "ratio of lr = \(rates[i]) to \(rates[i + 1])", ratio,
            .sigmas(4.5, standardError: ratio * NoiseFloor.ratioError))
        }
    },
    measure: { lab, rule in
      let floors = try rates.indices.map { try floor(lab, rule, rates[$0], stream: $0) }
      return [floors[0], floors[0] / floors[1], floors[1] / floors[2]]
    },
    control: .other("the claim that the floor goes with lr²") { _ in
      [NoiseFloor.predicted(rate: rates[0], curvature: 1), 4, 4]
    }, isSlow: true
  ).showing { lab, rule in
    let shown = (0..<7).map { 0.8 / Double(1 << $0) }
    return ChartPanel(
      "the noise floor of SGD", x: .logarithmic("lr"), y: .logarithmic("variance / s²"),
      [
        .predicted(
          "lr / (λ (2 − lr λ))", .curve(shown) { NoiseFloor.predicted(rate: $0, curvature: 1) }),
        .measured(
          rule.name,
          try shown.enumerated().map {
            SIMD2($1, try floor(lab, rule, $1, stream: $0, chains: NoiseFloor.shownChains))
          }),
        .control(
          "∝ lr²",
          .curve(shown) {
            NoiseFloor.predicted(rate: shown[0], curvature: 1) * $0 * $0 / (shown[0] * shown[0])
          }),
      ])
  }

  private static func floor(
    _ lab: Laboratory, _ rule: Specification, _ rate: Double, stream: Int,
    chains: Int = NoiseFloor.chains
  ) throws -> Double {
    try lab.noiseFloor(
      lab.rule(rule, rate: rate), curvature: 1, radius: 1 - rate,
      random: lab.random(0x56D_03B).split(stream: UInt64(stream)), chains: chains)
  }
}
