import Descent
import DescentRules

/// Values that all coordinates share in one step.
public struct BoundedConstants: Sendable {
  let stepSize, lower, upper: Double
  let decay: WeightDecay
}

extension AdaBound {
  /// The bounds of a coordinate's rate at step t, without the schedule's factor.
  func bounds(at step: Double) -> (lower: Double, upper: Double) {
    if gamma == 0 { return (0, .infinity) }
    return (
      finalLr * (1 - 1 / (gamma * step + 1)), finalLr * (1 + 1 / (gamma * step))
    )
  }
}
