import Descent

/// One eigendirection of a quadratic, advanced by the declared matrices of a rule.
struct QuadraticMode {
  /// The rate times the curvature.
  let a: Double
  /// The distance from the minimum and the displacement carried over.
  private(set) var state: (x: Double, p: Double)
  /// The sizes of all terms added so far, propagated to the present. A few u times this bounds the rounding
  /// error of `state`.
  private(set) var error: Double
  /// For each step so far, the size of its terms and the product of the matrices since then.
  private var additions: [(size: Double, carry: LinearRegime.Transition)] = []

  init(_ start: Double, _ a: Double) {
    self.a = a
    state = (start, 0)
    error = 0
  }

  mutating func advance(_ regime: LinearRegime, _ step: Int, roundoff: Double) {
    let matrix = regime.transition(a, step)
    // The rounding errors of earlier steps are rounded again, even if the exact state is 0.
    let residue = 16 * roundoff * error
    let (x, p) = (abs(state.x) + residue, abs(state.p) + residue)
    // Differences such as 1 − a are sums of terms of this size.
    let size = (1 + abs(a)) * 2 * (x + p) + matrix.norm * (x + p)
    state = matrix(state)
    for i in additions.indices { additions[i].carry = matrix * additions[i].carry }
    additions.append((size, LinearRegime.Transition(xx: 1, xp: 0, px: 0, pp: 1)))
    error = additions.reduce(0) { $0 + $1.size * $1.carry.norm } + .leastNormalMagnitude
  }
}
