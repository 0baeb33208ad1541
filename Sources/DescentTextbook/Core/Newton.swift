import Descent
import DescentGSL

extension Laboratory {
  /// A minimizer near a point, polished by Newton's method with Hessians from dual numbers, for
  /// references that are known to fewer digits than a comparison needs.
  public func newton(_ problem: some FormulaProblem, from start: [Double]) throws -> [Double] {
    var x = start
    for _ in 0..<8 {
      let gradient = try problem.gradient(at: x)
      guard let hessian = problem.hessian(at: x) else { return x }
      x = x.minus(try solveLinear(hessian, gradient))
    }
    return x
  }
}
