/// The number with these 16 bits in IEEE 754 half precision. All such numbers are exact in single precision.
package func halfPrecision(_ bits: UInt16) -> Float {
  let sign: Float = bits >> 15 == 0 ? 1 : -1
  let exponent = Int(bits >> 10 & 0x1F)
  let fraction = bits & 0x3FF
  switch exponent {
  case 0: return sign * Float(fraction) * 0x1p-24
  case 31:
    // Keeps the payload of a NaN.
    return Float(bitPattern: UInt32(bits & 0x8000) << 16 | 0x7F80_0000 | UInt32(fraction) << 13)
  default:
    return Float(
      bitPattern: UInt32(bits & 0x8000) << 16 | UInt32(exponent + 112) << 23
        | UInt32(fraction) << 13)
  }
}
