import Descent
import DescentAlgebra
import DescentGSL

extension Laboratory {
  /// Newton's method with a step size of 1 and the problem's Hessians. It polishes references that
  /// are known to fewer digits than a comparison needs.
  ///
  /// The plugin `newton` is a different program: it builds the Hessian from Hessian products.
  public func newton(
    _ problem: some Problem, from start: [Double], steps: Int = 8
  ) throws -> [Double] {
    var x = start
    for _ in 0..<steps {
      let gradient = try problem.gradient(at: x)
      guard let hessian = problem.hessian(at: x) else { return x }
      x = x.minus(try solveLinear(hessian, gradient))
    }
    return x
  }
}
