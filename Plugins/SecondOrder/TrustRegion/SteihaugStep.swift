import Descent
import DescentRules

/// An approximate minimizer of a quadratic model within a radius, found with conjugate
/// gradients.
///
/// - Follows: Steihaug, SIAM J. Numerical Analysis 20(3), 1983; Nocedal and Wright, Algorithm 7.2.
struct SteihaugStep {
  /// m(p) = gᵀp + ½ pᵀH p.
  let model: Double
  let length: Double
  /// Whether the step ended at the radius.
  let isOnEdge: Bool

  /// Writes the step to work vector 0 and overwrites three others.
  init<T: KernelScalar>(_ s: OracleStep<T>, radius: Double) {
    let (p, r, d, product) = (s.scratch(0), s.scratch(1), s.scratch(2), s.scratch(3))
    for i in p.indices { (p[i], r[i], d[i]) = (0, s.gradient[i], -s.gradient[i]) }
    var (square, model, isOnEdge) = (dot(r, r), 0.0, false)
    let size = square.squareRoot()
    let enough = min(0.1, size.squareRoot()) * size
    for _ in 0..<(2 * p.count) where square.squareRoot() >= enough && square > 0 {
      s.oracle.hessianProduct(
        at: s.x.baseAddress!, times: d.baseAddress!, into: product.baseAddress!)
      let (curvature, slope) = (dot(d, product), dot(r, d))
      let edges = Self.edges(pp: dot(p, p), pd: dot(p, d), dd: dot(d, d), radius)
      func fall(_ a: Double) -> Double { a * slope + a * a * curvature / 2 }
      let a = square / curvature
      isOnEdge = !(curvature > 0) || a >= edges.1
      let length = isOnEdge ? (fall(edges.0) < fall(edges.1) ? edges.0 : edges.1) : a
      model += fall(length)
      for i in p.indices { p[i] += T(length) * d[i] }
      if isOnEdge { break }
      for i in r.indices { r[i] += T(a) * product[i] }
      let next = dot(r, r)
      for i in d.indices { d[i] = T(next / square) * d[i] - r[i] }
      square = next
    }
    self.model = model
    self.isOnEdge = isOnEdge
    length = isOnEdge ? radius : dot(p, p).squareRoot()
  }

  /// The two values a for which ‖p + a d‖ equals the radius.
  private static func edges(
    pp: Double, pd: Double, dd: Double, _ radius: Double
  ) -> (Double, Double) {
    let inside = max(radius * radius - pp, 0)
    let root = (pd * pd + dd * inside).squareRoot()
    // This form avoids cancellation. The product of both values is −inside/dd.
    let far = (abs(pd) + root) / dd
    let near = far > 0 ? inside / dd / far : 0
    return pd > 0 ? (-far, near) : (-near, far)
  }
}
