/// The residuals of an objective `c · Σ rᵢ²`, compiled for one scalar type.
public struct ResidualFunctions<T: KernelScalar> {
  /// The number of residuals.
  public let count: Int
  /// The factor `c` of the sum of squares.
  public let factor: Double
  /// Writes the residuals at a point: `count` numbers.
  public let values: (UnsafePointer<T>, UnsafeMutablePointer<T>) -> Void
  /// Writes the residuals and their Jacobian at a point: `count` rows of `n` columns, row-major.
  public let jacobian:
    (UnsafePointer<T>, _ residuals: UnsafeMutablePointer<T>, _ jacobian: UnsafeMutablePointer<T>) ->
      Void

  /// Creates residuals with their Jacobian; the objective is `factor` times the sum of squares.
  @inlinable
  public init(
    count: Int, factor: Double = 1,
    values: @escaping (UnsafePointer<T>, UnsafeMutablePointer<T>) -> Void,
    jacobian:
      @escaping (
        UnsafePointer<T>, _ residuals: UnsafeMutablePointer<T>,
        _ jacobian: UnsafeMutablePointer<T>
      ) -> Void
  ) {
    self.count = count
    self.factor = factor
    self.values = values
    self.jacobian = jacobian
  }
}
