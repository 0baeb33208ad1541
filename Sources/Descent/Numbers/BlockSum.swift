/// Sums of blocks in their own precision, with 16 partial sums. The order of summation depends on
/// the count only.
extension Float {
  public static func blockSum(_ x: UnsafePointer<Float>, _ count: Int) -> Double {
    Double(partialSums(x, count).sum())
  }

  public static func blockMaximum(_ x: UnsafePointer<Float>, _ count: Int) -> Double {
    Double(partialMaximum(x, count))
  }
}

extension Double {
  public static func blockSum(_ x: UnsafePointer<Double>, _ count: Int) -> Double {
    partialSums(x, count).sum()
  }

  public static func blockMaximum(_ x: UnsafePointer<Double>, _ count: Int) -> Double {
    partialMaximum(x, count)
  }
}

@inline(__always)
private func partialSums<T: SIMDScalar & BinaryFloatingPoint>(
  _ x: UnsafePointer<T>, _ count: Int
) -> SIMD16<T> {
  var partial = SIMD16<T>.zero
  let whole = count & ~15
  for i in stride(from: 0, to: whole, by: 16) {
    partial += UnsafeRawPointer(x + i).loadUnaligned(as: SIMD16<T>.self)
  }
  guard whole < count else { return partial }
  // A separate vector, because setting entries by index would keep `partial` in memory in the loop
  // above.
  var rest = SIMD16<T>.zero
  for i in whole..<count { rest[i - whole] = x[i] }
  return partial + rest
}

/// The largest number, or NaN if any entry is NaN.
@inline(__always)
private func partialMaximum<T: SIMDScalar & BinaryFloatingPoint>(
  _ x: UnsafePointer<T>, _ count: Int
) -> T {
  var largest = -T.infinity
  for i in 0..<count {
    if x[i].isNaN { return x[i] }
    if x[i] > largest { largest = x[i] }
  }
  return largest
}
