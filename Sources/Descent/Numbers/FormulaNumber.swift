import RealModule

/// A number that a problem's formula can be evaluated in: `Float`, `Double` or a ``Dual`` over one
/// of them, so that one formula gives value, gradient and Hessian.
///
/// Write `N.exp(x)`, `N.sqrt(x)`, `N.pow(x, 3)` and plain arithmetic with literals.
public protocol FormulaNumber: ElementaryFunctions, AlgebraicField, Comparable,
  ExpressibleByFloatLiteral
{
  /// The constant with this value.
  init(_ constant: Double)
}

extension Float: FormulaNumber {}
extension Double: FormulaNumber {}
