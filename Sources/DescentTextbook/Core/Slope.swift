import DescentGSL
import RealModule

/// The slope of the line of least squares; NaN where a point is not finite, as the logarithm of what a
/// diverging rule reaches.
/// - Throws: `GSLError`.
package func slope(_ x: [Double], _ y: [Double]) throws -> Double {
  guard x.allSatisfy(\.isFinite), y.allSatisfy(\.isFinite) else { return .nan }
  return try LineFit(x, y).slope
}

/// The exponent p of y = c xᵖ: the slope in logarithms; NaN where a logarithm is not finite.
/// - Throws: `GSLError`.
package func logSlope(_ x: [Double], _ y: [Double]) throws -> Double {
  try slope(x.map { .log($0) }, y.map { .log($0) })
}
