import Descent
import DescentAlgebra

/// A chain of saddles on which gradient descent takes exponential time.
///
/// One coordinate after another must move to 4τ. Meanwhile the later coordinates are driven to 0
/// and must start from there. Splines join the pieces into a function with a continuous gradient.
/// - Source: Du, Jin, Lee, Jordan, Poczos and Singh, NeurIPS 2017, §4 (in one octant).
package struct SaddleChain: Problem {
  package let dimensionCount: Int
  package let l: Double
  package let gamma: Double
  package let tau: Double

  package init(_ d: Int, l: Double = 1, gamma: Double = 1, tau: Double = .exp(1)) {
    dimensionCount = d
    (self.l, self.gamma, self.tau) = (l, gamma, tau)
  }

  package var layout: Layout { .vector(dimensionCount) }
  package var specification: Specification { Specification(name: "saddle-chain") }

  /// A uniformly distributed point in the unit cube.
  package func start(seed: UInt64) -> [Double] {
    var random = PortableRandom(seed)
    return (0..<dimensionCount).map { _ in random.uniform() }
  }

  /// The number of leading coordinates that have passed their saddle.
  package func passed(_ x: [Double]) -> Int { x.firstIndex { $0 < 2 * tau } ?? x.count }

  /// The spline of the coordinate that is moving, and its slope.
  package func g1(_ x: Double) -> (value: Double, slope: Double) {
    let t = x - tau
    let (cubic, quartic) = (
      (-14 * l + 10 * gamma) / (3 * tau), (5 * l - 3 * gamma) / (2 * tau * tau)
    )
    let value = -gamma * x * x + cubic * t * t * t + quartic * t * t * t * t
    let slope = -2 * gamma * x + 3 * cubic * t * t + 4 * quartic * t * t * t
    return (value, slope)
  }

  /// The spline for half the next coordinate's curvature, from L down to −γ, and its slope.
  package func g2(_ x: Double) -> (value: Double, slope: Double) {
    let u = (x - 2 * tau) / tau
    let (sum, u2) = (l + gamma, u * u)
    let value = -gamma - sum * u2 * u * (10 + 15 * u + 6 * u2)
    let slope = -sum * u2 * (30 + 60 * u + 30 * u2) / tau
    return (value, slope)
  }

  /// Returns the value and passes the gradient's entries to `g`.
  package func evaluate(_ x: [Double], _ g: (Int, Double) -> Void) -> Double {
    let i = passed(x)
    let nu = -g1(2 * tau).value + 4 * l * tau * tau
    var value = -Double(i) * nu
    for j in 0..<i {
      value += l * (x[j] - 4 * tau) * (x[j] - 4 * tau)
      g(j, 2 * l * (x[j] - 4 * tau))
    }
    guard i < x.count else { return value }
    var next = i + 1
    if x[i] <= tau {
      value -= gamma * x[i] * x[i]
      g(i, -2 * gamma * x[i])
    } else {
      let (own, coupling) = (g1(x[i]), g2(x[i]))
      value += own.value
      var slope = own.slope
      if next < x.count {
        value += coupling.value * x[next] * x[next]
        slope += coupling.slope * x[next] * x[next]
        g(next, 2 * coupling.value * x[next])
      }
      g(i, slope)
      next += 1
    }
    for j in min(next, x.count)..<x.count {
      value += l * x[j] * x[j]
      g(j, 2 * l * x[j])
    }
    return value
  }

  package func _objective32() throws -> Objective<Float> { objective() }
  package func _objective64() throws -> Objective<Double> { objective() }

  private func objective<T: KernelScalar>() -> Objective<T> {
    func point(_ x: UnsafePointer<T>) -> [Double] { (0..<dimensionCount).map { Double(x[$0]) } }
    return Objective(
      value: { x in T(evaluate(point(x)) { _, _ in }) },
      valueAndGradient: { x, g in T(evaluate(point(x)) { g[$0] = T($1) }) })
  }
}
