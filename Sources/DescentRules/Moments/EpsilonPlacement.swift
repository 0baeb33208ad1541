import Descent

/// The position of ε in the root √(v/c₂) of a second moment v with the bias c₂ = 1 − β₂ᵗ.
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

  /// The number by which gradients are divided if they are far below ε, after the bias has
  /// vanished.
  public func preconditioner(_ epsilon: Double) -> Double {
    self == .inside ? epsilon.squareRoot() : epsilon
  }

  /// The factor of such a move while the bias is c₂.
  public func factor(bias c2: Double) -> Double { self == .before ? c2.squareRoot() : 1 }
}

/// The root of a second moment with its bias correction and ε, √(v + inner) · factor + outer: one
/// expression for every position of ε, so that the loop has no branch.
public struct CorrectedRoot: Sendable {
  @usableFromInline let inner: Double
  @usableFromInline let factor: Double
  @usableFromInline let outer: Double

  /// - Parameters:
  ///   - c2: the bias of v, 1 if there is none.
  ///   - isUnbiased: whether v is already divided by c₂.
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
