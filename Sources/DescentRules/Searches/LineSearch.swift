/// A method for choosing the step length along a descent direction.
///
/// It sees only the length, and the value and slope of the objective there, so it works with any
/// direction.
public protocol LineSearch: Sendable {
  /// - Parameters:
  ///   - start: the trial at length 0.
  ///   - first: the first length to try.
  ///   - size: the largest coordinate of the direction.
  ///   - evaluate: returns the value and the slope at a length, and stores the gradient in one of
  ///     three slots.
  /// - Returns: the trial to accept; nil if none is lower than the start.
  func search(
    from start: Trial, first: Double, size: Double,
    _ evaluate: (_ length: Double, _ slot: Int) -> (value: Double, slope: Double)
  ) -> Trial?
}

/// A step length, the value there, its derivative with respect to the length, and the slot of its
/// gradient (−1 for the gradient at the start).
public struct Trial: Equatable, Sendable {
  public var t: Double
  public var value: Double
  public var slope: Double
  public var slot: Int

  public init(t: Double, value: Double, slope: Double, slot: Int) {
    (self.t, self.value, self.slope, self.slot) = (t, value, slope, slot)
  }

  /// The trial itself if it is not the start and its value is not infinite; otherwise nil.
  public var ifMoved: Trial? { slot >= 0 && t > 0 && value < .infinity ? self : nil }

  /// Evaluates a trial at another length, with its gradient in a slot that neither `a` nor `b` uses.
  /// A NaN value counts as infinite.
  public static func at(
    _ t: Double, keeping a: Trial, _ b: Trial,
    _ evaluate: (_ length: Double, _ slot: Int) -> (value: Double, slope: Double)
  ) -> Trial {
    let slot = (0..<3).first { $0 != a.slot && $0 != b.slot } ?? 0
    let (value, slope) = evaluate(t, slot)
    return Trial(t: t, value: value.isNaN ? .infinity : value, slope: slope, slot: slot)
  }

  /// The minimizer of the cubic through two trials, clamped to bounds; the midpoint of the bounds if
  /// there is none (Nocedal and Wright, equation 3.59).
  public static func cubicMinimum(_ a: Trial, _ b: Trial, in bounds: (Double, Double)) -> Double {
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
