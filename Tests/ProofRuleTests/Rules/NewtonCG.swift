import Descent
import DescentRules

/// Newton's step, solved by conjugate gradients from products of the Hessian.
///
/// - Follows: Nocedal and Wright, "Numerical Optimization", 2006, Algorithm 7.1, without its line search.
/// - Deviations: at most 2n products, because rounding costs conjugacy. A direction of negative
///   curvature ends the iteration; if it is the first one, the step is one along the negative gradient.
/// - Memory: none. Time per step: O(n) and a product an iteration.
struct NewtonCG: OracleOptimizer {
  @Hyperparameter("step length", in: 0...) var learningRate = 1.0
  @Hyperparameter("residual of the solution against the gradient", in: 0..<1) var tolerance = 1e-14

  static let card = Card(
    name: "newton_cg", summary: "Newton's step by conjugate gradients",
    formula: "H p = −g by conjugate gradients        xₜ = xₜ₋₁ + η p",
    source: "Nocedal and Wright, Numerical Optimization, 2006, Algorithm 7.1")

  var needs: Needs { .hessianProduct }
  var nominalCost: Double { 3 }
  var scratchVectors: Int { 4 }

  func stateLayout(for layout: Layout) -> StateLayout { StateLayout() }

  func step<T: KernelScalar>(_ s: OracleStep<T>) -> StepAnswer {
    let (p, r, d, product) = (s.scratch(0), s.scratch(1), s.scratch(2), s.scratch(3))
    // In units of a power of two, so that squares neither overflow nor vanish.
    let largest = s.gradient.reduce(T.zero) { max($0, abs($1)) }
    let unit = largest.isNormal ? T(sign: .plus, exponent: largest.exponent, significand: 1) : 1
    for i in p.indices {
      let residual = -s.gradient[i] / unit
      (p[i], r[i], d[i]) = (0, residual, residual)
    }
    var square = dot(r, r)
    let enough = tolerance * tolerance * square
    for iteration in 0..<(2 * p.count) where !(square <= enough) || square == .infinity {
      s.oracle.hessianProduct(
        at: s.x.baseAddress!, times: d.baseAddress!, into: product.baseAddress!)
      let curvature = dot(d, product)
      guard curvature > 0 else {
        if iteration == 0 { p.copy(d) }
        break
      }
      let a = T(square / curvature)
      for i in p.indices {
        p[i] += a * d[i]
        r[i] -= a * product[i]
      }
      let next = dot(r, r)
      for i in d.indices { d[i] = r[i] + T(next / square) * d[i] }
      square = next
    }
    for i in p.indices { s.x[i] += T(s.rate) * (unit * p[i]) }
    return .updated
  }
}
