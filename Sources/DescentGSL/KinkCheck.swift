import Descent

/// Checks whether a gradient that disagrees with difference quotients is nevertheless right, because
/// the function has kinks within their step.
///
/// A kink is a jump of the slope and does not affect the integral of the slope: f(x + sd) − f(x − sd) = ∫
/// ∇f·d for every function that is continuous and smooth between kinks (see Clarke 1983, 2.3.7, for the
/// mean value). So the stated gradient is right around the point if its integral equals the difference of
/// the values, and at the point itself if it lies between the slopes on the two sides.
struct KinkCheck {
  let line: LineFunction
  /// The gradient at the point.
  let gradient: [Double]

  /// - Returns: nil if the check is inconclusive, because there are too many kinks for the integral.
  func check() throws(GSLError) -> DerivativeCheck? {
    guard let about = try rise() else { return nil }
    return about.passes ? about.worse(try between()) : about
  }

  /// Segments as shares of the longest step, behind the point and ahead of it: short ones, which contain
  /// few kinks, and a shorter one in case they do not. A kink near an end of a segment, or of one of its
  /// halves, is missed, so no segment is symmetric; a wrong slope agrees on none of them.
  private static let segments: [[(behind: Double, ahead: Double)]] = [
    [(1 / 64.0, 1 / 90.0), (1 / 83.0, 1 / 61.0), (1 / 76.0, 1 / 118.0)],
    [(1 / 1024.0, 1 / 1400.0)],
  ]

  /// Compares the difference of the values with the integral of the slope.
  private func rise() throws(GSLError) -> DerivativeCheck? {
    for group in Self.segments {
      var refused: DerivativeCheck?
      for segment in group {
        guard let found = try rise(over: segment) else { continue }
        if found.passes { return found }
        refused = refused ?? found
      }
      if let refused { return refused }
    }
    return nil
  }

  /// - Returns: nil if the integral does not converge.
  private func rise(
    over segment: (behind: Double, ahead: Double)
  ) throws(GSLError) -> DerivativeCheck? {
    let (start, end) = (-line.longest * segment.behind, line.longest * segment.ahead)
    let rise = line.value(end) - line.value(start)
    let integral = try line.integral(over: start...end)
    let rounding = 64 * Double.ulpOfOne * line.largest
    guard integral.error <= 1e-7 * abs(integral.value) + rounding else { return nil }
    let size = max(abs(rise), abs(integral.value))
    return DerivativeCheck(
      error: abs(rise - integral.value) / (end - start),
      tolerance: (4 * integral.error + rounding + 64 * Double.ulpOfOne * size) / (end - start)
        + .leastNormalMagnitude)
  }

  /// Compares the slope at the point with the slopes on its two sides.
  private func between() throws(GSLError) -> DerivativeCheck {
    let n = gradient.count
    let unit = zip(line.point, line.direction).reduce(0) { $1.1 == 0 ? $0 : max($0, $1.0.ulp) }
    let aside = max(line.longest * 0x1p-30, 4 * unit)
    let (left, right) = (line.gradient(-aside), line.gradient(aside))
    let (farLeft, farRight) = (line.gradient(-2 * aside), line.gradient(2 * aside))
    func distance(_ direction: [Double]) -> DerivativeCheck {
      let (slope, a, b) = (dot(gradient, direction), dot(left, direction), dot(right, direction))
      // The change of the slopes without a kink, and their rounding errors.
      let bend = abs(dot(farLeft, direction) - a) + abs(dot(farRight, direction) - b)
      let terms = (0..<n).reduce(0) { $0 + abs(gradient[$1] * direction[$1]) }
      return DerivativeCheck(
        error: max(0, min(a, b) - slope, slope - max(a, b)),
        tolerance: bend + 64 * Double.ulpOfOne * terms + .leastNormalMagnitude)
    }
    let found = distance(line.direction)
    let isAxis = line.direction.count { $0 != 0 } == 1
    if found.passes || isAxis { return found }
    // Across several kinks, the slopes on the two sides need not bracket the one at the point, for
    // example for max(0, t) − max(0, −t). Then the axes are checked separately.
    var worst = DerivativeCheck(error: 0, tolerance: .leastNormalMagnitude)
    for i in 0..<n {
      let axis = (0..<n).map { $0 == i ? 1.0 : 0 }
      guard !distance(axis).passes else { continue }
      let along = LineFunction(line.evaluator, line.point, axis, scale: line.point[i])
      worst = worst.worse(try along.check(gradient))
    }
    return worst
  }
}
