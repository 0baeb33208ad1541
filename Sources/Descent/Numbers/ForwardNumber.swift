import RealModule

/// A number that carries derivatives forward: what ``Dual`` and ``Directional`` share, so that each
/// elementary function states its slope once.
public protocol _ForwardNumber: FormulaNumber {
  associatedtype Base: FormulaNumber

  /// The number itself.
  var value: Base { get }

  /// The constant of this value.
  init(value: Base)

  /// `f(self)`, given `f` and `f′` at the value: the chain rule.
  func chain(_ value: Base, slope: Base) -> Self

  /// The number of this value whose derivatives are `p a′ + q b′`.
  static func linear(_ value: Base, _ a: Self, _ p: Base, _ b: Self, _ q: Base) -> Self
}
