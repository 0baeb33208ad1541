import Descent
import RealModule

extension Textbook {
  static let stochastic = Chapter(
    name: "stochastic", title: "Stochastic gradients",
    experiments: [
      sgd01, sgd03, sgd03b, sgd04a, sgd04b, sgd06a, sgd06b, sgd07, sgd08a, sgd08b, sgd08c,
    ])
}

/// The stationary variance on λx²/2 with noise of variance s².
enum NoiseFloor {
  /// The number of chains in an experiment, and in its picture.
  static let chains = 20_000
  static let shownChains = 2000

  /// lr s² (1 + β) / ((1 − β) λ (2 (1 + β) − lr λ)), the stationary variance of an AR(2) process.
  static func predicted(
    rate: Double, momentum beta: Double = 0, curvature: Double, noise: Double = 1
  ) -> Double {
    let below = (1 - beta) * curvature * (2 * (1 + beta) - rate * curvature)
    return rate * noise * noise * (1 + beta) / below
  }

  /// The relative standard error of the ratio of two independent mean squares.
  static let ratioError = 2.0.squareRoot() * Chains.relativeError(chains)
}

extension Laboratory {
  /// The mean square of chains from 0, after all but 10⁻⁵ of the start is forgotten.
  /// - Parameters:
  ///   - radius: the factor by which the slowest mode shrinks per update.
  ///   - stepsPerUpdate: the number of gradients per update, for rules that accumulate.
  func noiseFloor(
    _ optimizer: any Optimizer, curvature: Double, radius: Double, random: CounterRandom,
    stepsPerUpdate: Int = 1, chains count: Int = NoiseFloor.chains
  ) throws -> Double {
    var chains = try Chains(optimizer, count: count, from: 0, random: random)
    let updates = radius > 0 ? max(1, (.log(1e-5) / .log(radius)).rounded(.up)) : 1
    for _ in 0..<(Int(updates) * stepsPerUpdate) { chains.step(curvature: curvature, noise: 1) }
    return chains.meanSquare
  }
}
