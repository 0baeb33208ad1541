/// A way to choose the step length along a direction of descent.
///
/// It sees one number, the length, and what the objective and its slope are there, so any direction
/// plugs into it.
public protocol LineSearch: Sendable {
  /// - Parameters:
  ///   - start: the trial at length 0.
  ///   - first: the first length to try.
  ///   - size: the largest coordinate of the direction.
  ///   - evaluate: the value and the slope at a length. The gradient is kept under one of three slots.
  /// - Returns: the trial to accept, nil if none is lower than the start.
  func search(
    from start: Trial, first: Double, size: Double,
    _ evaluate: (_ length: Double, _ slot: Int) -> (value: Double, slope: Double)
  ) -> Trial?
}

/// A step length, the value there, its derivative by the length, and which gradient belongs to it
/// (−1 for that of the start).
public struct Trial: Equatable, Sendable {
  public var t: Double
  public var value: Double
  public var slope: Double
  public var slot: Int

  public init(t: Double, value: Double, slope: Double, slot: Int) {
    (self.t, self.value, self.slope, self.slot) = (t, value, slope, slot)
  }

  /// The trial itself if it leads anywhere: it is not the start and has a finite value.
  public var ifMoved: Trial? { slot >= 0 && t > 0 && value < .infinity ? self : nil }

  /// A trial at another length, its gradient under a slot of neither `a` nor `b`. A value that is no
  /// number counts as infinite.
  public static func at(
    _ t: Double, keeping a: Trial, _ b: Trial,
    _ evaluate: (_ length: Double, _ slot: Int) -> (value: Double, slope: Double)
  ) -> Trial {
    let slot = (0..<3).first { $0 != a.slot && $0 != b.slot } ?? 0
    let (value, slope) = evaluate(t, slot)
    return Trial(t: t, value: value.isNaN ? .infinity : value, slope: slope, slot: slot)
  }

  /// The minimiser of the cubic through two trials, within bounds; the bounds' middle where there is
  /// none (Nocedal and Wright, equation 3.59).
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
