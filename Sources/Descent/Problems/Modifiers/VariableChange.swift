/// An invertible affine change of variables `y = Jx + b`, for every scalar type.
package protocol VariableChange: Sendable {
  /// Writes the image `y` of a point `x`.
  func apply<T: KernelScalar>(_ x: UnsafePointer<T>, _ y: UnsafeMutablePointer<T>)

  /// Writes `Jv` for a direction `v`.
  func push<T: KernelScalar>(_ v: UnsafePointer<T>, _ w: UnsafeMutablePointer<T>)

  /// Replaces a gradient `g` by `Jᵀg`.
  /// - Parameter work: one entry per coordinate, overwritten.
  func pull<T: KernelScalar>(_ g: UnsafeMutablePointer<T>, work: UnsafeMutablePointer<T>)

  /// The point `x` whose image is `y`.
  func preimage(_ y: [Double]) -> [Double]

  /// `J⁻¹v`, scaled to the length of `v` unless it is 0.
  func preimage(direction v: [Double]) -> [Double]
}

extension VariableChange {
  /// The image of `x`. - Precondition: there is one entry per coordinate.
  package func callAsFunction(_ x: [Double]) -> [Double] {
    [Double](unsafeUninitializedCapacity: x.count) { y, count in
      x.withUnsafeBufferPointer { apply($0.address, y.address) }
      count = x.count
    }
  }
}
