/// How the terms of a ``SummingOptimizer`` become one number.
public struct Reduction: Sendable, Hashable {
  /// What a sum is taken over: a tensor, or all tensors.
  public enum Scope: Sendable {
    /// Each tensor by itself.
    case tensor
    /// All tensors together.
    case all
  }

  /// Whether the largest term is taken instead of the sum.
  public let isMaximum: Bool
  /// What is added: the coordinates of each tensor by itself, or those of all tensors.
  public let scope: Scope

  /// The sum over each tensor.
  public static let sum = Reduction(isMaximum: false, scope: .tensor)
  /// The largest term of each tensor.
  public static let maximum = Reduction(isMaximum: true, scope: .tensor)

  /// A sum of a term over a scope.
  public static func sum(over scope: Scope) -> Reduction {
    Reduction(isMaximum: false, scope: scope)
  }

  /// The largest of a term over a scope.
  public static func maximum(over scope: Scope) -> Reduction {
    Reduction(isMaximum: true, scope: scope)
  }
}

/// The sums of a step as the constants of one tensor see them; 0 where a sum is not known yet.
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

  /// Sum `index` of the first pass.
  @inlinable public subscript(index: Int) -> Double { values[index] }

  /// Sum `index` of a pass, 0 or 1.
  @inlinable public subscript(pass pass: Int, index: Int) -> Double { values[4 &* pass &+ index] }
}
