import Descent

/// An inner product, added up in double precision.
@inlinable public func dot<T: KernelScalar>(
  _ a: UnsafeBufferPointer<T>, _ b: UnsafeBufferPointer<T>
) -> Double {
  var sum = 0.0
  for i in 0..<a.count { sum += Double(a[i]) * Double(b[i]) }
  return sum
}

@inlinable public func dot<T: KernelScalar>(
  _ a: UnsafeMutableBufferPointer<T>, _ b: UnsafeMutableBufferPointer<T>
) -> Double { dot(UnsafeBufferPointer(a), UnsafeBufferPointer(b)) }

@inlinable public func dot<T: KernelScalar>(
  _ a: UnsafeBufferPointer<T>, _ b: UnsafeMutableBufferPointer<T>
) -> Double { dot(a, UnsafeBufferPointer(b)) }

extension UnsafeMutableBufferPointer {
  /// Takes the numbers of another over. - Precondition: it has as many.
  @inlinable
  public func copy(_ other: UnsafeBufferPointer<Element>) { _ = update(fromContentsOf: other) }
  @inlinable
  public func copy(_ other: UnsafeMutableBufferPointer<Element>) {
    _ = update(fromContentsOf: other)
  }
}
