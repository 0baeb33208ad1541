/// The random numbers with which a model draws labels: one for each example, so that an example gets the
/// same label in any order and division of a batch.
public struct LabelDraws: Sendable {
  private let random: CounterRandom
  /// Numbers that a test chooses, for uniform and for normal draws.
  private let chosen: (@Sendable (_ example: Int) -> (uniform: Double, normal: Double))?

  /// The draws of a random stream.
  public init(_ random: CounterRandom) { (self.random, chosen) = (random, nil) }

  /// Draws that are given: a law or test enumerates the labels with them.
  package init(
    _ chosen: @escaping @Sendable (_ example: Int) -> (uniform: Double, normal: Double)
  ) { (random, self.chosen) = (CounterRandom(seed: 0), chosen) }

  /// A number in [0, 1) for an example, counted from 0. A label with a finite number of values must be the
  /// inverse of its distribution function at this number.
  public func uniform(_ example: Int) -> Double {
    chosen?(example).uniform ?? random.uniform(UInt64(example))
  }

  /// A standard normal number for an example, counted from 0.
  public func normal(_ example: Int) -> Double {
    chosen?(example).normal ?? random.normal(UInt64(example))
  }
}
