/// A step length that satisfies the strong Wolfe conditions: bracketing with cubic extrapolation,
/// then interpolation.
///
/// - Follows: Schmidt's minFunc, as PyTorch's `_strong_wolfe`.
/// - Deviations: a NaN value counts as infinite. As in PyTorch, an increase over the previous trial
///   counts from the third trial on, and the lower end of the bracket is accepted at the end even if it
///   satisfies no condition.
public struct StrongWolfe: LineSearch {
  /// c₁: the share of the decrease predicted by the slope that is sufficient.
  public var decrease = 1e-4
  /// c₂: the share of the initial slope that may remain.
  public var curvature = 0.9
  public var evaluations = 25
  /// The smallest bracket, in units of the largest coordinate.
  public var tolerance = 1e-9

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

    var (old, new, rounds) = (start, Trial.at(first, keeping: start, start, evaluate), 0)
    while rounds < evaluations {
      let rises = isHigh(new) || (rounds > 1 && new.value >= old.value)
      if !rises, isFlat(new) { return new.ifMoved }
      if rises || new.slope >= 0 { break }
      let bounds = (new.t + 0.01 * (new.t - old.t), 10 * new.t)
      let next = Trial.at(
        Trial.cubicMinimum(old, new, in: bounds), keeping: new, new, evaluate)
      (old, new, rounds) = (new, next, rounds + 1)
    }
    var (a, b) = (rounds == evaluations ? start : old, new)
    var lowIsA = a.value <= b.value
    var isSlow = false
    while rounds < evaluations, abs(b.t - a.t) * size >= tolerance {
      let (left, right) = (min(a.t, b.t), max(a.t, b.t))
      var t = Trial.cubicMinimum(a, b, in: (left, right))
      let edge = 0.1 * (right - left)
      let isNear = min(right - t, t - left) < edge
      if isNear, isSlow || t >= right || t <= left {
        t = abs(t - right) < abs(t - left) ? right - edge : left + edge
        isSlow = false
      } else {
        isSlow = isNear
      }
      let new = Trial.at(t, keeping: a, b, evaluate)
      rounds += 1
      var (low, high) = lowIsA ? (a, b) : (b, a)
      if isHigh(new) || new.value >= low.value {
        high = new
        (a, b) = lowIsA ? (low, high) : (high, low)
        lowIsA = a.value <= b.value
      } else {
        if isFlat(new) { return new.ifMoved }
        if new.slope * (high.t - low.t) >= 0 { high = low }
        low = new
        (a, b) = lowIsA ? (low, high) : (high, low)
      }
    }
    return (lowIsA ? a : b).ifMoved
  }
}
