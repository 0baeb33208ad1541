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

  /// The rise of the value against the integral of the slope, over a short segment first, whose kinks
  /// are few, and a shorter one where they are not. A kink beside an end of a segment, or of one of its
  /// halves, is not seen: segments are not symmetric, and a wrong slope agrees with none.
  private func rise() throws(GSLError) -> DerivativeCheck? {
    var first: DerivativeCheck?
    for (behind, ahead) in [(64, 90), (83, 61), (76, 118), (1024, 1400)] as [(Double, Double)] {
      if first != nil && behind > 1000 { break }
      let segment = (-line.longest / behind)...(line.longest / ahead)
      let rise = line.value(segment.upperBound) - line.value(segment.lowerBound)
      let integral = try line.integral(over: segment)
      let length = segment.upperBound - segment.lowerBound
      let size = max(abs(rise), abs(integral.value)) / length
      let rounding = 64 * Double.ulpOfOne * line.largest
      guard integral.error <= 1e-7 * abs(integral.value) + rounding else { continue }
      let found = DerivativeCheck(
        error: abs(rise - integral.value) / length,
        tolerance: (4 * integral.error + rounding) / length + 64 * Double.ulpOfOne * size
          + .leastNormalMagnitude)
      if found.passes { return found }
      first = first ?? found
    }
    return first
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
