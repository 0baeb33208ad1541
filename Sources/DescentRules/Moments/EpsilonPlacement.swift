import Descent

/// Where ε stands in the root √(v/c₂) of a second moment v whose bias is c₂ = 1 − β₂ᵗ.
public enum EpsilonPlacement: String, CaseIterable, WordHyperparameter {
  /// √(v/c₂) + ε, Algorithm 1 of Kingma and Ba.
  case after
  /// (√v + ε)/√c₂, the order of computation that their section 2 calls more efficient.
  case before
  /// √(v/c₂ + ε).
  case inside

  /// The root by its formula.
  public func root<N: DefinitionNumber>(of v: N, bias c2: N, epsilon: N) -> N {
    switch self {
    case .after: (v / c2).squareRoot() + epsilon
    case .before: (v.squareRoot() + epsilon) / c2.squareRoot()
    case .inside: (v / c2 + epsilon).squareRoot()
    }
  }

  /// The unit of ε.
  public var unit: RuleTraits.Unit { self == .inside ? .gradient * .gradient : .gradient }

  /// What gradients are divided by where they are far below ε, and the bias is past.
  public func preconditioner(_ epsilon: Double) -> Double {
    self == .inside ? epsilon.squareRoot() : epsilon
  }

  /// What multiplies a move there while the bias is c₂.
  public func factor(bias c2: Double) -> Double { self == .before ? c2.squareRoot() : 1 }
}

/// The root of a second moment with its bias correction and ε, √(v + inner) · factor + outer: one
/// expression for every place of ε, so that the loop has no branch.
public struct CorrectedRoot: Sendable {
  @usableFromInline let inner: Double
  @usableFromInline let factor: Double
  @usableFromInline let outer: Double

  /// - Parameters:
  ///   - c2: the bias of v, 1 if there is none.
  ///   - isUnbiased: v comes divided by c₂.
  @inlinable
  public init(
    epsilon: Double, _ placement: EpsilonPlacement, bias c2: Double, isUnbiased: Bool = false
  ) {
    let correction = 1 / c2.squareRoot()
    factor = isUnbiased ? 1 : correction
    // A switch, because `==` of an enum of words compares their texts.
    switch placement {
    case .after: (inner, outer) = (0, epsilon)
    case .before: (inner, outer) = (0, epsilon * correction)
    case .inside: (inner, outer) = (isUnbiased ? epsilon : epsilon * c2, 0)
    }
  }

  @inlinable @inline(__always)
  public func callAsFunction<T: KernelScalar>(_ v: T) -> T {
    sqrt(v + T(inner)) * T(factor) + T(outer)
  }
}
