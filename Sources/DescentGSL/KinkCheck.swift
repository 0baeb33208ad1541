import Descent

/// Whether a gradient that difference quotients refuse is right all the same, because the function has
/// kinks within their step.
///
/// A kink is a jump of the slope, and hides nothing from the integral of the slope: f(x + sd) − f(x − sd)
/// = ∫ ∇f·d for every function that is continuous and smooth between kinks (Clarke 1983, 2.3.7, has the
/// mean value). So the stated gradient is right about the point if its integral is the rise of the value,
/// and at the point itself if it lies between the slopes of the two sides.
struct KinkCheck {
  let line: LineFunction
  /// The gradient at the point.
  let gradient: [Double]

  /// - Returns: nil where nothing can be said, because there are more kinks than the integral can find.
  func check() throws(GSLError) -> DerivativeCheck? {
    guard let about = try rise() else { return nil }
    return about.passes ? about.worse(try between()) : about
  }

  /// Segments as shares of the longest step, behind the point and ahead of it: short ones, whose kinks are
  /// few, and a shorter one for where they are not. A kink beside an end of a segment, or of one of its
  /// halves, is not seen, so none is symmetric; a wrong slope agrees on none.
  private static let segments: [[(behind: Double, ahead: Double)]] = [
    [(1 / 64.0, 1 / 90.0), (1 / 83.0, 1 / 61.0), (1 / 76.0, 1 / 118.0)],
    [(1 / 1024.0, 1 / 1400.0)],
  ]

  /// The rise of the value against the integral of the slope.
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

  /// - Returns: nil where the integral is not found.
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

  /// The slope at the point against those at its two sides.
  private func between() throws(GSLError) -> DerivativeCheck {
    let n = gradient.count
    let unit = zip(line.point, line.direction).reduce(0) { $1.1 == 0 ? $0 : max($0, $1.0.ulp) }
    let aside = max(line.longest * 0x1p-30, 4 * unit)
    let (left, right) = (line.gradient(-aside), line.gradient(aside))
    let (farLeft, farRight) = (line.gradient(-2 * aside), line.gradient(2 * aside))
    func distance(_ direction: [Double]) -> DerivativeCheck {
      let (slope, a, b) = (dot(gradient, direction), dot(left, direction), dot(right, direction))
      // What the slopes change by without a kink, and their rounding.
      let bend = abs(dot(farLeft, direction) - a) + abs(dot(farRight, direction) - b)
      let terms = (0..<n).reduce(0) { $0 + abs(gradient[$1] * direction[$1]) }
      return DerivativeCheck(
        error: max(0, min(a, b) - slope, slope - max(a, b)),
        tolerance: bend + 64 * Double.ulpOfOne * terms + .leastNormalMagnitude)
    }
    let found = distance(line.direction)
    let isAxis = line.direction.count { $0 != 0 } == 1
    if found.passes || isAxis { return found }
    // Across several kinks the slopes of the two sides need not bracket the one at the point, as of
    // max(0, t) − max(0, −t): what no side has is asked for along the axes.
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
