import Descent

/// A linear warm-up to 1, a plateau, and a decay over the last steps.
///
/// - Values: `1/W` at step 1, 1 from step `W` to step `T − D + 1`, exactly `end` at step `T + 1`
///   and after. Increasing, then decreasing. With no warm-up, 1 from step 1; with no decay, 1 up to
///   step `T`. If `W + D > T`, the warm-up keeps its length, and the decay gets the remaining
///   steps. If `W ≥ T`, the warm-up is cut off at the horizon.
/// - Follows: Hu et al., "MiniCPM", 2024, arXiv:2404.06395, §4; the shape `sqrt` is "1-sqrt" of
///   Hägele et al., 2024, arXiv:2405.18392, §3.
/// - Deviations: the decay's shape is an option and linear by default (MiniCPM's is
///   exponential).
public struct WarmupStableDecay: FiniteSchedule, Configurable {
  /// How the decay goes from 1 to 0 as `p` goes from 0 to 1.
  public enum Shape: String, WordHyperparameter {
    /// `1 − p`; `(1 + cos πp)/2`; `1 − √p`.
    case linear, cosine, sqrt
  }

  @Hyperparameter("steps W up to the full rate", in: 0...) public var warmup = 0
  @Hyperparameter("steps D of the decay", in: 0...) public var decay = 200
  @Hyperparameter("factor past the horizon", in: 0...1) public var end = 0.0
  @Hyperparameter("shape of the decay") public var shape = Shape.linear
  @Hyperparameter("steps T in all", in: 1...) public var horizon = 1000

  public init() {}

  public static let card = Card(
    name: "wsd", summary: "a linear rise, a plateau, and a decay at the end",
    formula: """
      s(t) = t/W for t ≤ W, then 1
      s(t) = end + (1 − end) d((t − 1 − (T − D))/D) for t > T − D
      d(p) = 1 − p, (1 + cos(π p))/2 or 1 − √p
      """,
    source: "Hu et al., MiniCPM, 2024, arXiv:2404.06395, §4; Hägele et al., 2024, arXiv:2405.18392")

  public func factor(at step: Int) -> Double {
    guard step <= horizon else { return end }
    if step < warmup { return Double(step) / Double(warmup) }
    // A decay that does not fit after the warm-up is shortened to the remaining steps.
    let length = min(decay, horizon - min(warmup, horizon))
    let taken = step - 1 - (horizon - length)
    return taken > 0 ? end + (1 - end) * remaining(Double(taken) / Double(length)) : 1
  }

  private func remaining(_ p: Double) -> Double {
    switch shape {
    case .linear: 1 - p
    case .cosine: cosineDescent(p)
    case .sqrt: 1 - p.squareRoot()
    }
  }
}
