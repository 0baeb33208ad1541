// The arctangent of a quotient without a branch or a call, so that loops around it are vectorised: the C
// library's costs seven nanoseconds a coordinate.
//
// The ratio q of the lesser number to the larger lies in 0 … 1, where atan q = q + q³ P(q²), P from the
// Chebyshev series of the arctangent,
//   atan q = 2 Σ (−1)ᵏ r²ᵏ⁺¹/(2k + 1) T₂ₖ₊₁(q), k = 0, 1, …, r = √2 − 1,
// cut after T₂₃ in single and T₄₇ in double precision and written in powers of q, with 1 for the coefficient
// of q, from which it differs by less than rounding. (Even and odd terms apart would wait less, but cancel.) What is left out is below 2⁻³⁰ and 2⁻⁶⁰ of the angle. From
// the angle of the reflected point the angle is a right one less it. Errors are below 1.7 ulp, found by samples:
// half of that is the rounding of q.

extension Float {
  @inlinable @inline(__always)
  public static func vectorArctangent(_ y: Float, over x: Float) -> Float {
    let (a, b) = (y.magnitude, x.magnitude)
    let isSteep = a > b
    let (lesser, larger) = (isSteep ? b : a, isSteep ? a : b)
    // Of equal numbers the ratio is 1, infinities among them, but 0 of 0 and 0.
    let isEqual = lesser == larger
    let one: Float = larger > 0 ? 1 : 0
    // Chosen before the division: a division in a branch would keep the loop scalar.
    let (dividend, divisor) = (isEqual ? one : lesser, isEqual ? 1 : larger)
    let q = dividend / divisor
    let w = q * q
    var p: Float = -0.00057295605
    p = p * w + 0.0042088656
    p = p * w - 0.014509255
    p = p * w + 0.031930506
    p = p * w - 0.05224428
    p = p * w + 0.07127307
    p = p * w - 0.089350894
    p = p * w + 0.1108219
    p = p * w - 0.1428233
    p = p * w + 0.19999775
    p = p * w - 0.33333325
    let angle = q + q * (w * p)
    // A right angle less the other one; the right angle with what its rounding leaves over.
    let other = angle.bitPattern ^ (isSteep ? 0x8000_0000 : 0)
    let right: Float = isSteep ? 1.5707964 : 0
    let rest: Float = isSteep ? -4.371139e-08 : 0
    return Float(signOf: y, magnitudeOf: right + (Float(bitPattern: other) + rest))
  }
}

extension Double {
  @inlinable @inline(__always)
  public static func vectorArctangent(_ y: Double, over x: Double) -> Double {
    let (a, b) = (y.magnitude, x.magnitude)
    let isSteep = a > b
    let (lesser, larger) = (isSteep ? b : a, isSteep ? a : b)
    // Of equal numbers the ratio is 1, infinities among them, but 0 of 0 and 0.
    let isEqual = lesser == larger
    let one: Double = larger > 0 ? 1 : 0
    // Chosen before the division: a division in a branch would keep the loop scalar.
    let (dividend, divisor) = (isEqual ? one : lesser, isEqual ? 1 : larger)
    let q = dividend / divisor
    let w = q * q
    var p: Double = -3.0609393704240794e-06
    p = p * w + 4.062438047208189e-05
    p = p * w - 0.0002573229741965818
    p = p * w + 0.0010389614426122187
    p = p * w - 0.003017831168506852
    p = p * w + 0.0067631086359914785
    p = p * w - 0.012284777176012776
    p = p * w + 0.018836160138240944
    p = p * w - 0.025310351040425196
    p = p * w + 0.030907407694299262
    p = p * w - 0.03549056492831119
    p = p * w + 0.039443020592075446
    p = p * w - 0.04331281648660418
    p = p * w + 0.04757895137077874
    p = p * w - 0.052623751812582095
    p = p * w + 0.05882231821307784
    p = p * w - 0.06666652107970461
    p = p * w + 0.07692306368436813
    p = p * w - 0.09090909002998919
    p = p * w + 0.1111111110705186
    p = p * w - 0.14285714285592918
    p = p * w + 0.199999999999979
    p = p * w - 0.33333333333333315
    let angle = q + q * (w * p)
    // A right angle less the other one; the right angle with what its rounding leaves over.
    let other = angle.bitPattern ^ (isSteep ? 0x8000_0000_0000_0000 : 0)
    let right: Double = isSteep ? 1.5707963267948966 : 0
    let rest: Double = isSteep ? 6.123233995736766e-17 : 0
    return Double(signOf: y, magnitudeOf: right + (Double(bitPattern: other) + rest))
  }
}
