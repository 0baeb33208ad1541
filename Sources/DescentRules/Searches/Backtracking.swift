/// Shortens the step until the value decreases enough (Armijo).
///
/// - Follows: Armijo, "Minimization of functions having Lipschitz continuous first partial derivatives",
///   Pacific J. Math. 16(1), 1966; Nocedal and Wright, Algorithm 3.1.
/// - Deviations: fails below 2⁻⁶⁰ of the first length, or after 10,000 cuts.
public struct Backtracking: LineSearch {
  /// c₁: the share of the decrease predicted by the slope that is sufficient.
  public var decrease = 1e-4
  /// The factor of each cut.
  public var shrink = 0.5

  public init(decrease: Double = 1e-4, shrink: Double = 0.5) {
    (self.decrease, self.shrink) = (decrease, shrink)
  }

  public func search(
    from start: Trial, first: Double, size: Double,
    _ evaluate: (_ length: Double, _ slot: Int) -> (value: Double, slope: Double)
  ) -> Trial? {
    var (t, cuts) = (first, 0)
    while cuts <= 10_000, t >= first * 0x1p-60 {
      let (value, slope) = evaluate(t, 0)
      // Written so that NaN is not accepted.
      if value <= start.value + decrease * t * start.slope {
        return Trial(t: t, value: value, slope: slope, slot: 0)
      }
      t *= shrink
      cuts += 1
    }
    return nil
  }
}
