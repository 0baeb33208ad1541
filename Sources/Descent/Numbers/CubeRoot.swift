// Cube roots without a branch or a call, so that loops around them are vectorised: the C library's costs
// ten nanoseconds a coordinate.
//
// For a = |x| a first y ≈ a^(−1/3), within 4 %, comes from the bits, as in the well-known inverse square
// root: a constant less a third of them. With h = 1 − a y³, ∛a = a y² (1 − h)^(−2/3), whose first terms
// give t ≈ ∛a. Rounded to a third of the precision, t has an exact cube, so e = a − t³ is exact, too; with
// u = e/a, ∛a = t (1 − u)^(−1/3), and the rounding of that correction is far below the last bit. Numbers
// whose t³ would lose bits at the lower end of the range are multiplied by a power of 8 before.
//
// The series are Newton's binomial one; the constants of the first y make the largest |h| least, 0.1023, found
// by search in single precision. Errors are at most 0.54 ulp in single precision, found by trying every mantissa,
// and 0.501 ulp in double precision, by samples. Cubes have exact roots, 8 x has twice the root of x.

extension Float {
  @inlinable @inline(__always)
  public static func vectorCubeRoot(_ x: Float) -> Float {
    let size = x.magnitude
    let isSmall = size < 0x1p-100
    let a = size * (isSmall ? 0x1p48 : 1)
    let y = Float(bitPattern: 0x54a1_f000 &- a.bitPattern / 3)
    let h = 1 - (a * y) * (y * y)
    let first = a * (y * y) * (1 + h * (2.0 / 3 + h * (5.0 / 9)))
    // Eight significant bits.
    let t = Float(bitPattern: (first.bitPattern &+ 0x8000) & 0xffff_0000)
    let u = (a - t * t * t) / a
    let root = t + t * (u * (1.0 / 3 + u * (2.0 / 9 + u * (14.0 / 81))))
    let signed = Float(signOf: x, magnitudeOf: root * (isSmall ? 0x1p-16 : 1))
    return size > 0 && size < .infinity ? signed : x
  }
}

extension Double {
  @inlinable @inline(__always)
  public static func vectorCubeRoot(_ x: Double) -> Double {
    let size = x.magnitude
    let isSmall = size < 0x1p-1000
    let a = size * (isSmall ? 0x1p96 : 1)
    // Of the upper half of the bits, by a multiplication: vectors of 64-bit numbers have no division by 3.
    let third = ((a.bitPattern &>> 32) &* 0x5555_5556) &>> 32
    let y = Double(bitPattern: (0x553e_e8ab &- third) &<< 32)
    let h = 1 - (a * y) * (y * y)
    let series = 2.0 / 3 + h * (5.0 / 9 + h * (40.0 / 81 + h * (110.0 / 243)))
    let first = a * (y * y) * (1 + h * series)
    // Seventeen significant bits.
    let t = Double(bitPattern: (first.bitPattern &+ 0x8_0000_0000) & 0xffff_fff0_0000_0000)
    let u = (a - t * t * t) / a
    let root = t + t * (u * (1.0 / 3 + u * (2.0 / 9 + u * (14.0 / 81))))
    let signed = Double(signOf: x, magnitudeOf: root * (isSmall ? 0x1p-32 : 1))
    return size > 0 && size < .infinity ? signed : x
  }
}
