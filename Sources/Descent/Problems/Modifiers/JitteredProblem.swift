/// A problem with a randomly moved start and an unchanged function.
///
/// Coordinate `i` of the start moves by `scale` times normal number `i` of the run's seed, split for
/// ``RandomStream/jitter``: every seed gives a different run, even on a problem with a single start.
package struct JitteredProblem: ProblemWrapper {
  package let base: any Problem
  /// The standard deviation of the move, in the units of the parameters.
  package let scale: Double

  /// - Throws: ``ConfigurationError`` for a scale that is negative or not finite.
  package init(_ base: any Problem, scale: Double) throws(ConfigurationError) {
    try Self.check(scale, owner: "jittered", key: "scale")
    self.base = base
    self.scale = scale
  }

  package var neutral: (any Problem)? { get throws { try JitteredProblem(base, scale: 0) } }
  package var drawsRandom: Bool { scale > 0 }
  package var specification: Specification {
    specification("jittered", [(key: "scale", text: scale.hyperparameterText)])
  }

  package func start(seed: UInt64) -> [Double] {
    let random = CounterRandom(seed: seed).split(stream: RandomStream.jitter)
    return base.start(seed: seed).enumerated().map { $1 + scale * random.normal(UInt64($0)) }
  }
}

extension ProblemEntry {
  /// `jittered:scale=…,of=(…)`: the problem with its start moved at random.
  package static let jittered = ProblemEntry(Settings.self, parts: [of]) { settings, parts in
    try JitteredProblem(try parts.problem("of"), scale: settings.scale)
  }

  private struct Settings: Configurable {
    @Hyperparameter("standard deviation of the move of each coordinate", in: 0...)
    var scale = 0.1

    static let card = Card(
      name: "jittered", summary: "a problem with its start moved at random",
      formula: "x₀ ← x₀ + σ ξ,   ξᵢ standard normal", source: "the usual model of spread")
  }
}
