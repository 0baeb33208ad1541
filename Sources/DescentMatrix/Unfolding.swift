import Descent

/// The unfolding of a tensor along one of its axes: the matrix whose rows are the indices along
/// the axis and whose columns are all other indices, as parts that are matrices in memory.
public struct Unfolding<T: KernelScalar> {
  private let numbers: UnsafeMutableBufferPointer<T>
  /// The product of the extents before the axis.
  private let before: Int
  /// The number of rows.
  public let extent: Int
  /// The product of the extents after the axis.
  private let after: Int

  /// - Parameter before: the product of the extents before the axis.
  /// - Precondition: the buffer has a multiple of before × extent entries, and at least one.
  public init(_ numbers: UnsafeMutableBufferPointer<T>, before: Int, extent: Int) {
    precondition(
      before > 0 && extent > 0 && !numbers.isEmpty && numbers.count % (before * extent) == 0,
      "\(numbers.count) entries along an axis of \(extent) behind \(before)")
    self.numbers = numbers
    self.before = before
    self.extent = extent
    after = numbers.count / (before * extent)
  }

  /// The number of parts that, side by side, form the matrix: one, if the axis is the first or
  /// the last.
  public var count: Int { after == 1 ? 1 : before }

  public subscript(part: Int) -> MutableMatrixView<T> {
    let base = numbers.baseAddress!
    guard after > 1 else {
      return MutableMatrixView(base, rows: before, columns: extent, stride: extent).transposed
    }
    return MutableMatrixView(
      base + part * extent * after, rows: extent, columns: after, stride: after)
  }

  /// matrix ← α U Uᵀ + β matrix, for this unfolding U. - Precondition: the matrix is symmetric.
  public func addGram(to matrix: MutableMatrixView<T>, alpha: T, beta: T) {
    for part in 0..<count {
      matrix.setGram(self[part].view, alpha: alpha, beta: part == 0 ? beta : 1)
    }
  }

  /// self ← matrix · other, for another tensor of this shape: multiplies it by a matrix along the axis.
  public func setProduct(_ matrix: MatrixView<T>, _ other: Unfolding) {
    for part in 0..<count { self[part].setProduct(matrix, other[part].view) }
  }
}

extension TensorStep {
  /// The unfolding of the tensor's numbers along an axis; a scalar is treated as a tensor with
  /// one axis.
  public func unfolding(
    _ numbers: UnsafeMutableBufferPointer<T>, along axis: Int
  ) -> Unfolding<T> {
    let shape = tensor.shape
    guard axis < shape.count else { return Unfolding(numbers, before: 1, extent: count) }
    return Unfolding(numbers, before: shape[..<axis].reduce(1, *), extent: shape[axis])
  }
}
