import Descent

/// The position of ε in the root of a second moment v without bias correction.
public enum RootPlacement: String, CaseIterable, WordHyperparameter {
  /// √v + ε.
  case after
  /// √(v + ε).
  case inside

  /// The terms to add to v under the root, and to the root: one expression for both positions, so that
  /// the loop has no branch.
  @inlinable
  public func parts(_ epsilon: Double) -> (inner: Double, outer: Double) {
    if case .inside = self { return (epsilon, 0) }
    return (0, epsilon)
  }

  /// The root by its formula.
  public func root<N: DefinitionNumber>(of v: N, epsilon: N) -> N {
    switch self {
    case .after: v.squareRoot() + epsilon
    case .inside: (v + epsilon).squareRoot()
    }
  }

  /// The root as a number.
  public func root(of v: Double, epsilon: Double) -> Double {
    let (inner, outer) = parts(epsilon)
    return (v + inner).squareRoot() + outer
  }

  /// The unit of ε.
  public var unit: RuleTraits.Unit { self == .inside ? .gradient * .gradient : .gradient }
}
