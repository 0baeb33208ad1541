/// A step length that satisfies the strong Wolfe conditions, by the textbook's algorithm.
///
/// - Follows: Nocedal and Wright, "Numerical Optimization", 2006, Algorithms 3.5 and 3.6.
/// - Deviations: where the book leaves a choice: lengths double until the minimum is bracketed; zoom takes
///   the minimizer of the cubic, or the midpoint of the bracket if the minimizer is within a tenth of its
///   edge. After 25 evaluations, the lower end of the bracket is accepted, if it is lower than the start.
///   A NaN value counts as infinite.
public struct NocedalWright: LineSearch {
  /// c₁: the share of the decrease predicted by the slope that is sufficient.
  public var decrease = 1e-4
  /// c₂: the share of the initial slope that may remain.
  public var curvature = 0.9
  public var evaluations = 25

  public init(decrease: Double = 1e-4, curvature: Double = 0.9) {
    (self.decrease, self.curvature) = (decrease, curvature)
  }

  public func search(
    from start: Trial, first: Double, size: Double,
    _ evaluate: (_ length: Double, _ slot: Int) -> (value: Double, slope: Double)
  ) -> Trial? {
    func isHigh(_ trial: Trial) -> Bool {
      trial.value > start.value + decrease * trial.t * start.slope
    }
    func isFlat(_ trial: Trial) -> Bool { abs(trial.slope) <= -curvature * start.slope }

    var (low, high, count) = (start, Trial.at(first, keeping: start, start, evaluate), 1)
    // Algorithm 3.5: `high` is the newest trial.
    while !isHigh(high), count == 1 || high.value < low.value {
      if isFlat(high) { return high.ifMoved }
      if high.slope >= 0 {
        (low, high) = (high, low)
        break
      }
      guard count < evaluations else { return high.ifMoved }
      let next = Trial.at(2 * high.t, keeping: high, high, evaluate)
      (low, high, count) = (high, next, count + 1)
    }
    // Algorithm 3.6: `low` is the lowest trial with a sufficient decrease, and its slope descends
    // toward `high`.
    while count < evaluations, low.t != high.t {
      let (left, right) = (min(low.t, high.t), max(low.t, high.t))
      let t = Trial.cubicMinimum(low, high, in: (left, right))
      let isInside = min(t - left, right - t) >= 0.1 * (right - left)
      let new = Trial.at(
        isInside ? t : (left + right) / 2, keeping: low, high, evaluate)
      count += 1
      if isHigh(new) || new.value >= low.value {
        high = new
        continue
      }
      if isFlat(new) { return new.ifMoved }
      if new.slope * (high.t - low.t) >= 0 { high = low }
      low = new
    }
    return low.ifMoved
  }
}
