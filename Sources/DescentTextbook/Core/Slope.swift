import DescentGSL
import RealModule

/// The slope of the least-squares line; NaN if a point is not finite, for example for a diverging
/// rule.
/// - Throws: `GSLError`.
package func slope(_ x: [Double], _ y: [Double]) throws -> Double {
  guard x.allSatisfy(\.isFinite), y.allSatisfy(\.isFinite) else { return .nan }
  return try LineFit(x, y).slope
}

/// The exponent p of y = c xᵖ: the slope of log y over log x; NaN if a logarithm is not finite.
/// - Throws: `GSLError`.
package func logSlope(_ x: [Double], _ y: [Double]) throws -> Double {
  try slope(x.map { .log($0) }, y.map { .log($0) })
}
