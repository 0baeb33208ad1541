/// A step length that meets the strong Wolfe conditions: bracketing with cubic extrapolation, then
/// interpolation.
///
/// - Follows: Schmidt's minFunc, as PyTorch's `_strong_wolfe`; Nocedal and Wright, Algorithms 3.5, 3.6.
/// - Deviations: as PyTorch, a rise against the trial before counts from the third trial on. A value
///   that is no number counts as infinite.
struct StrongWolfe {
  /// A step length, the value there, its derivative by the length, and which gradient belongs to it
  /// (−1 for that of the start).
  struct Trial {
    var t: Double
    var value: Double
    var slope: Double
    var slot: Int
  }

  var decrease = 1e-4
  var curvature = 0.9
  var limit = 25
  /// The smallest bracket, in units of the largest coordinate.
  var tolerance = 1e-9

  /// - Parameters:
  ///   - length: the largest coordinate of the direction.
  ///   - evaluate: the value and the slope at a length, with the gradient kept under one of three slots.
  /// - Returns: a trial that meets the conditions, else the lower end of the bracket, which is the start
  ///   if nothing is lower.
  func search(
    from start: Trial, first: Double, length: Double,
    _ evaluate: (Double, _ slot: Int) -> (value: Double, slope: Double)
  ) -> Trial {
    func trial(_ t: Double, _ a: Trial, _ b: Trial) -> Trial {
      let slot = (0..<3).first { $0 != a.slot && $0 != b.slot } ?? 0
      let (value, slope) = evaluate(t, slot)
      return Trial(t: t, value: value.isNaN ? .infinity : value, slope: slope, slot: slot)
    }
    func isHigh(_ trial: Trial) -> Bool {
      trial.value > start.value + decrease * trial.t * start.slope
    }
    func isFlat(_ trial: Trial) -> Bool { abs(trial.slope) <= -curvature * start.slope }

    var (old, new, rounds) = (start, trial(first, start, start), 0)
    while rounds < limit {
      let rises = isHigh(new) || (rounds > 1 && new.value >= old.value)
      if !rises, isFlat(new) { return new }
      if rises || new.slope >= 0 { break }
      let t = Self.minimum(old, new, in: (new.t + 0.01 * (new.t - old.t), 10 * new.t))
      let next = trial(t, new, new)
      (old, new, rounds) = (new, next, rounds + 1)
    }
    var (a, b) = (rounds == limit ? start : old, new)
    var lowIsA = a.value <= b.value
    var isSlow = false
    while rounds < limit, abs(b.t - a.t) * length >= tolerance {
      let (left, right) = (min(a.t, b.t), max(a.t, b.t))
      var t = Self.minimum(a, b, in: (left, right))
      let edge = 0.1 * (right - left)
      let isNear = min(right - t, t - left) < edge
      if isNear, isSlow || t >= right || t <= left {
        t = abs(t - right) < abs(t - left) ? right - edge : left + edge
        isSlow = false
      } else {
        isSlow = isNear
      }
      let new = trial(t, a, b)
      rounds += 1
      var (low, high) = lowIsA ? (a, b) : (b, a)
      if isHigh(new) || new.value >= low.value {
        high = new
        (a, b) = lowIsA ? (low, high) : (high, low)
        lowIsA = a.value <= b.value
      } else {
        if isFlat(new) { return new }
        if new.slope * (high.t - low.t) >= 0 { high = low }
        low = new
        (a, b) = lowIsA ? (low, high) : (high, low)
      }
    }
    return lowIsA ? a : b
  }

  /// The minimiser of the cubic through two trials, within bounds; their middle where there is none.
  static func minimum(_ a: Trial, _ b: Trial, in bounds: (Double, Double)) -> Double {
    let middle = (bounds.0 + bounds.1) / 2
    let d1 = a.slope + b.slope - 3 * (a.value - b.value) / (a.t - b.t)
    let square = d1 * d1 - a.slope * b.slope
    guard square >= 0, square < .infinity else { return middle }
    let d2 = square.squareRoot()
    let t =
      a.t <= b.t
      ? b.t - (b.t - a.t) * ((b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2))
      : a.t - (a.t - b.t) * ((a.slope + d2 - d1) / (a.slope - b.slope + 2 * d2))
    return t.isNaN ? middle : min(max(t, bounds.0), bounds.1)
  }
}
