/// A factor of the learning rate that depends on the progress of a run, measured by a metric
/// after every epoch or at any other interval. Lower metrics are better.
public protocol MetricSchedule: Sendable {
  /// Records a metric and returns the factor from now on.
  mutating func factor(after metric: Double) -> Double
}

/// Cuts the rate whenever a metric has stopped falling.
///
/// A metric is progress if it is below the best so far by more than the threshold. After `patience`
/// metrics in a row without progress, the next one without progress cuts the factor; then `cooldown`
/// metrics are not counted. So a constant metric causes a cut every `patience + 1 + cooldown`
/// metrics. NaN is not progress.
///
/// - Values: 1 at first, then 1, γ, γ², … down to `minimum`.
/// - Follows: PyTorch's `ReduceLROnPlateau` (`factor`, `patience`, `threshold`, `threshold_mode`,
///   `cooldown`, `min_lr`), after Keras's callback.
/// - Deviations: the relative threshold is a fraction of the best metric's *size*, so that it also
///   requires a lower metric if metrics are negative (PyTorch multiplies the best by 1 −
///   threshold, and then accepts a worse metric as progress); `minimum` is a factor of the rate,
///   not a rate; metrics are always minimized (negate a metric that should grow).
public struct ReduceOnPlateau: MetricSchedule, Configurable {
  /// The unit of the threshold.
  public enum Mode: String, WordHyperparameter {
    /// A fraction of the best metric's size.
    case relative
    /// An absolute difference, in units of the metric.
    case absolute
  }

  /// The factor of a cut, in [0, 1].
  @Hyperparameter("factor γ of each cut", in: 0...1) public var gamma = 0.1
  /// The number of metrics without progress that are tolerated, 0 or more.
  @Hyperparameter("metrics without progress that are let pass", in: 0...) public var patience = 10
  /// The smallest decrease that counts as progress, 0 or more.
  @Hyperparameter("how much lower a metric must be", in: 0...) public var threshold = 1e-4
  /// Whether the threshold is relative or absolute.
  @Hyperparameter("what the threshold is measured in") public var mode = Mode.relative
  /// The number of metrics after a cut that are not counted, 0 or more.
  @Hyperparameter("metrics after a cut that do not count", in: 0...) public var cooldown = 0
  /// The smallest factor, in [0, 1].
  @Hyperparameter("smallest factor", in: 0...1) public var minimum = 0.0

  /// The best metric so far, infinity before the first.
  public private(set) var best = Double.infinity
  /// The number of metrics in a row without progress.
  public private(set) var stalled = 0
  /// The number of metrics that are still not counted after a cut.
  public private(set) var cooling = 0
  /// The current factor.
  public private(set) var factor = 1.0

  public init() {}

  /// The state of the reducer, as a checkpoint stores it.
  public struct State: Sendable, Hashable {
    /// The lowest metric so far.
    public var best = Double.infinity
    /// The number of metrics since the last progress.
    public var stalled = 0
    /// The number of metrics left in the cooldown.
    public var cooling = 0
    /// The product of the cuts so far.
    public var factor = 1.0

    /// The state before the first loss.
    public init() {}
  }

  /// The state; assign an earlier one to restore it.
  public var state: State {
    get {
      var state = State()
      (state.best, state.stalled) = (best, stalled)
      (state.cooling, state.factor) = (cooling, factor)
      return state
    }
    set {
      (best, stalled) = (newValue.best, newValue.stalled)
      (cooling, factor) = (newValue.cooling, newValue.factor)
    }
  }

  public static let card = Card(
    name: "plateau", summary: "a cut by gamma when a metric stops falling",
    formula: """
      progress: m < best − threshold · |best| (relative) or best − threshold (absolute)
      s ← max(minimum, γ s) after patience + 1 metrics without
      """,
    source: "PyTorch, ReduceLROnPlateau")

  public mutating func factor(after metric: Double) -> Double {
    if isProgress(metric) {
      best = metric
      stalled = 0
    } else {
      stalled += 1
    }
    if cooling > 0 {
      cooling -= 1
      stalled = 0
    }
    if stalled > patience {
      factor = max(minimum, gamma * factor)
      cooling = cooldown
      stalled = 0
    }
    return factor
  }

  private func isProgress(_ metric: Double) -> Bool {
    // An infinite best is compared without the threshold, because ∞ − ∞ is NaN.
    guard best.isFinite else { return metric < best }
    return metric < best - threshold * (mode == .relative ? abs(best) : 1)
  }
}
