import Descent
import RealModule

extension Textbook {
  private static let (rate, start, steps) = (0.1, 5.0, 100)

  /// SGD-03: bias and variance of SGD at every step.
  static let sgd03 = Experiment(
    "SGD-03", "SGD forgets its start geometrically, and gathers noise up to a floor.",
    formula: "E x_k² = (1 − a)^{2k} x₀² + lr² s² (1 − (1 − a)^{2k}) / (1 − (1 − a)²)",
    source: "Bottou, Curtis and Nocedal 2018, Theorem 4.6, in its case of equality",
    kind: .statistic, refutation: "a step at which E x² is off by more than 4.5 standard errors",
    rule: "sgd",
    predict: { [Prediction("largest |z| over k ≤ 100", 4.5, .atMost(slack: 0))] },
    measure: { lab, rule in [try largestScore(lab, rule, rate: rate)] },
    control: .other("twice the rate") { lab in
      [try largestScore(lab, Specification(literal: "sgd"), rate: 2 * rate)]
    }, isSlow: true)

  /// How many standard errors E x² is away from the formula, at the worst step; curvature 1.
  private static func largestScore(
    _ lab: Laboratory, _ rule: Specification, rate used: Double
  ) throws -> Double {
    let count = NoiseFloor.chains
    var chains = try Chains(
      lab.rule(rule, rate: used), count: count, from: start, random: lab.random(0x56D_03))
    var largest = 0.0
    for k in 1...steps {
      chains.step(curvature: 1, noise: 1)
      let mean = start * .pow(1 - rate, k)
      let q: Double = .pow(1 - rate, 2)
      let variance = rate * rate * (1 - .pow(q, k)) / (1 - q)
      // The variance of x² where x is normal with this mean and variance.
      let square = 2 * variance * variance + 4 * mean * mean * variance
      let error = (square / Double(count)).squareRoot()
      largest = max(largest, abs(chains.meanSquare - mean * mean - variance) / error)
    }
    return largest
  }

  private static let rates = [0.2, 0.1, 0.05]

  /// SGD-03b: halving the rate about halves the floor.
  static let sgd03b = Experiment(
    "SGD-03b", "Halving the rate divides the noise floor by a little over two.",
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
      let floors = try rates.enumerated().map { place, rate in
        try lab.noiseFloor(
          lab.rule(rule, rate: rate), curvature: 1, radius: 1 - rate,
          random: lab.random(0x56D_03B).split(stream: UInt64(place)))
      }
      return [floors[0], floors[0] / floors[1], floors[1] / floors[2]]
    },
    control: .other("the claim that the floor goes with lr²") { _ in
      [NoiseFloor.predicted(rate: rates[0], curvature: 1), 4, 4]
    }, isSlow: true)
}
