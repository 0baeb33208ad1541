/// The reduction of a ``SummingOptimizer``'s terms to one number.
public struct Reduction: Sendable, Hashable {
  /// The range of a sum: one tensor, or all tensors.
  public enum Scope: Sendable {
    /// Each tensor separately.
    case tensor
    /// All tensors together.
    case all
  }

  /// Whether the largest term is taken instead of the sum.
  public let isMaximum: Bool
  /// Whether the coordinates of each tensor are reduced separately, or those of all tensors
  /// together.
  public let scope: Scope

  /// The sum over each tensor.
  public static let sum = Reduction(isMaximum: false, scope: .tensor)
  /// The largest term of each tensor.
  public static let maximum = Reduction(isMaximum: true, scope: .tensor)

  /// The sum over a scope.
  public static func sum(over scope: Scope) -> Reduction {
    Reduction(isMaximum: false, scope: scope)
  }

  /// The largest term over a scope.
  public static func maximum(over scope: Scope) -> Reduction {
    Reduction(isMaximum: true, scope: scope)
  }
}

/// The sums of a step that the constants of one tensor can use; a sum that is not known yet is
/// 0.
public struct Sums: Sendable {
  @usableFromInline let values: InlineArray<8, Double>
  /// The number of coordinates of the tensor.
  public let count: Int
  /// The number of coordinates of all tensors that have a gradient in this step.
  public let totalCount: Int

  @inlinable
  init(_ values: UnsafePointer<Double>, count: Int, totalCount: Int) {
    self.values = InlineArray(values, 8)
    self.count = count
    self.totalCount = totalCount
  }

  /// The sum at `index` of the first pass.
  @inlinable public subscript(index: Int) -> Double { values[index] }

  /// The sum at `index` of a pass, 0 or 1.
  @inlinable public subscript(pass pass: Int, index: Int) -> Double { values[4 &* pass &+ index] }
}
