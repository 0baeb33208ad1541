import RealModule

/// The Euclidean norm of `count` numbers, accumulated in double precision, without overflow or
/// underflow of the squares. NaN and infinity propagate to the result.
///
/// Squares are summed plainly first; only a sum outside the safe range is redone with the numbers
/// scaled by a power of two, which is exact.
/// - Follows: the idea of Blue, "A portable Fortran program to find the Euclidean norm of a vector",
///   ACM TOMS 4(1), 1978.
@inlinable @inline(__always)
public func euclideanNorm<T: KernelScalar>(_ x: UnsafePointer<T>, _ count: Int) -> Double {
  let plain = sumOfSquares(x, count, scale: 1)
  if plain > 0x1p-900 && plain < 0x1p1000 { return sqrt(plain) }
  return rescaledNorm(x, count)
}

/// The norm of the difference of two vectors: the length of a step.
@inlinable @inline(__always)
public func euclideanDistance<T: KernelScalar>(
  _ x: UnsafePointer<T>, _ y: UnsafePointer<T>, _ count: Int
) -> Double {
  let sum = sumOfSquaredDifferences(x, y, count)
  if sum > 0x1p-900 && sum < 0x1p1000 { return sqrt(sum) }
  return rescaledDistance(x, y, count)
}

@inlinable @inline(__always)
func sumOfSquaredDifferences<T: KernelScalar>(
  _ x: UnsafePointer<T>, _ y: UnsafePointer<T>, _ count: Int
) -> Double {
  if count == 2 {
    let a = Double(T.loadAlone(x)) - Double(T.loadAlone(y))
    let b = Double(T.loadAlone(x + 1)) - Double(T.loadAlone(y + 1))
    return a * a + b * b
  }
  var sum = 0.0
  for i in 0..<count {
    let d = Double(x[i]) - Double(y[i])
    sum += d * d
  }
  return sum
}

@inlinable @inline(__always)
func sumOfSquares<T: KernelScalar>(
  _ x: UnsafePointer<T>, _ count: Int, scale: Double
) -> Double {
  // Two dimensions are a special case, because most pictures and small studies are two-dimensional
  // and the general loop takes twice as long.
  if count == 2 {
    let (a, b) = (Double(T.loadAlone(x)) * scale, Double(T.loadAlone(x + 1)) * scale)
    return a * a + b * b
  }
  guard count < 8 else { return sumOfManySquares(x, count, scale: scale) }
  var sum = 0.0
  for i in 0..<count {
    let value = Double(x[i]) * scale
    sum += value * value
  }
  return sum
}

@inlinable @inline(never)
func sumOfManySquares<T: KernelScalar>(
  _ x: UnsafePointer<T>, _ count: Int, scale: Double
) -> Double {
  // Eight partial sums: the order is fixed, so the result is the same on every machine.
  var partial = SIMD8<Double>(repeating: 0)
  let whole = count & ~7
  for i in Swift.stride(from: 0, to: whole, by: 8) {
    var block = SIMD8<Double>()
    for j in 0..<8 { block[j] = Double(x[i &+ j]) * scale }
    partial += block * block
  }
  var sum = partial.sum()
  for i in whole..<count {
    let value = Double(x[i]) * scale
    sum += value * value
  }
  return sum
}

@usableFromInline @inline(never)
func rescaledDistance<T: KernelScalar>(
  _ x: UnsafePointer<T>, _ y: UnsafePointer<T>, _ count: Int
) -> Double {
  var largest = 0.0
  for i in 0..<count {
    let d = abs(Double(x[i]) - Double(y[i]))
    if d.isNaN { return .nan }
    largest = max(largest, d)
  }
  guard largest > 0, largest.isFinite else { return largest }
  let scale = rescaling(of: largest)
  var sum = 0.0
  for i in 0..<count {
    let d = (Double(x[i]) - Double(y[i])) * scale
    sum += d * d
  }
  return sqrt(sum) / scale
}

/// The power of two that brings a magnitude near 1.
func rescaling(of magnitude: Double) -> Double {
  // A subnormal magnitude would need 2^1074, which is out of range; an approximate scale is
  // sufficient.
  let exponent = max(-1000, min(1000, Int(magnitude.exponent)))
  return Double(sign: .plus, exponent: -exponent, significand: 1)
}

@usableFromInline @inline(never)
func rescaledNorm<T: KernelScalar>(_ x: UnsafePointer<T>, _ count: Int) -> Double {
  var largest = 0.0
  for i in 0..<count {
    let magnitude = abs(Double(x[i]))
    if magnitude.isNaN { return .nan }
    largest = max(largest, magnitude)
  }
  guard largest > 0, largest.isFinite else { return largest }
  let scale = rescaling(of: largest)
  return sqrt(sumOfSquares(x, count, scale: scale)) / scale
}
