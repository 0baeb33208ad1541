import Descent

/// An inner product in double precision, with 16 partial sums. The order of summation depends only on
/// the count, and is the order of the numbers for at most 16.
/// - Precondition: `b` has as many numbers as `a`.
@inlinable public func dot<T: KernelScalar>(
  _ a: UnsafeBufferPointer<T>, _ b: UnsafeBufferPointer<T>
) -> Double {
  precondition(a.count == b.count, "\(a.count) numbers times \(b.count)")
  guard let p = a.baseAddress, let q = b.baseAddress else { return 0 }
  var parts = InlineArray<16, Double>(repeating: 0)
  var i = 0
  while i + 16 <= a.count {
    for j in 0..<16 { parts[j] += Double(p[i + j]) * Double(q[i + j]) }
    i += 16
  }
  // A separate array, because updating entries by index would keep `parts` in memory in the
  // loop above.
  var rest = InlineArray<16, Double>(repeating: 0)
  for j in 0..<(a.count - i) { rest[j] = Double(p[i + j]) * Double(q[i + j]) }
  var sum = 0.0
  for j in 0..<16 { sum += parts[j] + rest[j] }
  return sum
}

@inlinable public func dot<T: KernelScalar>(
  _ a: UnsafeMutableBufferPointer<T>, _ b: UnsafeMutableBufferPointer<T>
) -> Double { dot(UnsafeBufferPointer(a), UnsafeBufferPointer(b)) }

@inlinable public func dot<T: KernelScalar>(
  _ a: UnsafeBufferPointer<T>, _ b: UnsafeMutableBufferPointer<T>
) -> Double { dot(a, UnsafeBufferPointer(b)) }

extension UnsafeMutableBufferPointer {
  /// Copies the numbers of another buffer. - Precondition: it has at most as many.
  @inlinable
  public func copy(_ other: UnsafeBufferPointer<Element>) { _ = update(fromContentsOf: other) }
  @inlinable
  public func copy(_ other: UnsafeMutableBufferPointer<Element>) {
    _ = update(fromContentsOf: other)
  }
}
