import Descent

/// A residual problem whose residuals are one expression with an index. They are squared and summed
/// one by one without being stored.
public protocol IndexedResiduals: ResidualProblem {
  /// The residual `i`, from 0.
  func residual<N: FormulaNumber>(_ i: Int, _ x: Point<N>) -> N
}

extension IndexedResiduals {
  public func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
    for i in 0..<residualCount { r[i] = residual(i, x) }
  }

  public func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    var sum = N.zero
    for i in 0..<residualCount {
      let r = residual(i, x)
      sum += r * r
    }
    return sum
  }
}
