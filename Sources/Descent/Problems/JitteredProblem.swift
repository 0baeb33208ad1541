/// A problem whose start is moved at random; the function stays as it is.
///
/// Coordinate `i` of the start moves by `scale` times normal number `i` of the run's seed, split for
/// ``RandomStream/jitter``: every seed gives a run of its own, also on a problem with one start.
public struct JitteredProblem: ProblemWrapper {
  public let base: any Problem
  /// The standard deviation of the move, in the units of the parameters.
  public let scale: Double

  /// - Throws: ``ConfigurationError`` for a scale that is negative or not finite.
  public init(_ base: any Problem, scale: Double) throws(ConfigurationError) {
    try Self.check(scale, owner: "jittered", key: "scale")
    self.base = base
    self.scale = scale
  }

  public var specification: Specification {
    specification("jittered", [(key: "scale", text: scale.hyperparameterText)])
  }

  public func start(seed: UInt64) -> [Double] {
    let random = CounterRandom(seed: seed).split(stream: RandomStream.jitter)
    return base.start(seed: seed).enumerated().map { $1 + scale * random.normal(UInt64($0)) }
  }
}
