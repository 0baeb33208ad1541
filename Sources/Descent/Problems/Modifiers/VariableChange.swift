/// An invertible affine change of variables `y = Jx + b`, for every scalar type.
package protocol VariableChange: Sendable {
  /// Writes the point `y` that a point `x` stands for.
  func apply<T: KernelScalar>(_ x: UnsafePointer<T>, _ y: UnsafeMutablePointer<T>)

  /// Writes `Jv` for a direction `v`.
  func push<T: KernelScalar>(_ v: UnsafePointer<T>, _ w: UnsafeMutablePointer<T>)

  /// Replaces a gradient `g` by `Jᵀg`.
  /// - Parameter work: as many entries, overwritten.
  func pull<T: KernelScalar>(_ g: UnsafeMutablePointer<T>, work: UnsafeMutablePointer<T>)

  /// The point `x` that stands for `y`.
  func preimage(_ y: [Double]) -> [Double]

  /// `J⁻¹v`, of the length of `v` if it is not 0.
  func preimage(direction v: [Double]) -> [Double]
}

extension VariableChange {
  /// The point that `x` stands for. - Precondition: there are as many entries as coordinates.
  package func callAsFunction(_ x: [Double]) -> [Double] {
    [Double](unsafeUninitializedCapacity: x.count) { y, count in
      x.withUnsafeBufferPointer { apply($0.address, y.address) }
      count = x.count
    }
  }
}
