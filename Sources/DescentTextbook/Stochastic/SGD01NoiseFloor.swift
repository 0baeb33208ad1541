import Descent
import DescentAlgebra
import DescentGSL
import DescentPictures

extension Textbook {
  private static let curvature = 2.0
  private static let momenta = [0, 0.9]
  private static let settings: [(rate: Double, momentum: Double)] = [
    (0.05, momenta[0]), (0.5, momenta[0]), (0.9, momenta[0]),
    (0.05, momenta[1]), (0.5, momenta[1]), (1.5, momenta[1]),
  ]

  /// SGD-01: the stationary variance of SGD and of heavy ball under additive noise.
  static let sgd01 = Experiment(
    "SGD-01",
    "Under additive white noise heavy ball on λx²/2 has a stationary variance in closed form.",
    formula: "Var = lr s² (1 + β) / ((1 − β) λ (2 (1 + β) − lr λ))",
    source: "variance of an AR(2) process; Liu, Ziyin and Ueda 2021", kind: .statistic,
    refutation: "a variance that is off by more than chance",
    predict: {
      settings.map { rate, beta in
        let value = NoiseFloor.predicted(rate: rate, momentum: beta, curvature: curvature)
        let error = value * Chains.relativeError(NoiseFloor.chains)
        return Prediction(
          "variance at lr = \(rate), β = \(beta)", value, .sigmas(4.5, standardError: error))
      }
    },
    measure: { lab in
      try settings.enumerated().map { index, setting in
        try momentumFloor(
          lab, rate: setting.rate, momentum: setting.momentum, chains: NoiseFloor.chains,
          stream: index)
      }
    },
    control: "the continuous-time formula",
    { _ in settings.map { continuousFloor(rate: $0, momentum: $1) } }, isSlow: true
  ).showing { lab, _ in
    // Up to 95 percent of the stability limit.
    func rates(_ beta: Double, _ count: Int) -> [Double] {
      .geometric(0.02, 0.95 * 2 * (1 + beta) / curvature, count)
    }
    func both(_ floor: (_ rate: Double, _ beta: Double) -> Double) -> [SIMD2<Double>] {
      .lines(momenta.map { beta in .curve(rates(beta, 100)) { floor($0, beta) } })
    }
    let measured = try momenta.enumerated().map { index, beta in
      Series.measured(
        "momentum, β = \(beta)",
        try rates(beta, 12).enumerated().map {
          SIMD2(
            $1,
            try momentumFloor(
              lab, rate: $1, momentum: beta, chains: NoiseFloor.shownChains,
              stream: 100 * (index + 1) + $0))
        })
    }
    return ChartPanel(
      "the noise floor", x: .logarithmic("lr"), y: .logarithmic("variance / s²"),
      [
        .predicted(
          "formula", both { NoiseFloor.predicted(rate: $0, momentum: $1, curvature: curvature) })
      ] + measured + [
        .control("continuous time", both { continuousFloor(rate: $0, momentum: $1) })
      ])
  }

  private static func continuousFloor(rate: Double, momentum beta: Double) -> Double {
    rate / (2 * curvature * (1 - beta))
  }

  private static func momentumFloor(
    _ lab: Laboratory, rate: Double, momentum beta: Double, chains: Int, stream: Int
  ) throws -> Double {
    // The matrix of a noiseless step on (x, previous x).
    let matrix = [1 + beta - rate * curvature, -beta, 1, 0]
    return try lab.noiseFloor(
      lab.rule(Specification(literal: "momentum:momentum=\(beta)"), rate: rate),
      curvature: curvature, radius: spectralRadius(matrix, order: 2),
      random: lab.random(0x56D_01).split(stream: UInt64(stream)), chains: chains)
  }
}
