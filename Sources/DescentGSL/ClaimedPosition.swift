import Descent

extension Evaluator {
  /// Checks that a claimed point equals the polished one up to double precision.
  ///
  /// It does if no coordinate differs by more than half the digits of a double. If the problem is so
  /// badly conditioned that polishing moves further, the claimed point's gradient must be explained by
  /// a move of a few units in the last place, and no coordinate may differ by more than the Newton
  /// steps of such gradients.
  func positionObjection(
    _ claimed: [Double], _ found: PolishedPoint, zero: Double, seed: UInt64
  ) -> Certificate.Objection? {
    let start = problem.start(seed: 0)
    let whole = length(at: found.point)
    let moves = zip(found.point, claimed).map { abs($0 - $1) }
    // A coordinate that is 0 here and at the start has no scale.
    let allowed = zip(found.point, start).map { x, start in
      let size = max(abs(x), abs(start))
      return 1e-8 * (size > 0 ? min(size, whole) : whole)
    }
    // Written so that NaN is an objection.
    func isNear(_ slack: [Double]) -> Bool {
      zip(moves, zip(allowed, slack)).allSatisfy { $0 <= $1.0 + $1.1 }
    }
    if isNear([Double](repeating: 0, count: dimension)) { return nil }
    let distance = norm(along(found.point, -1, claimed))
    let objection = Certificate.Objection.position(
      distance: distance, allowed: 1e-8 * whole)
    let gradient = gradient(claimed).gradient
    guard norm(gradient) <= 8 * noise(at: claimed, seed: seed).gradient + zero else {
      return objection
    }
    return isNear(newtonNoise(at: claimed, gradient, found.hessian, seed: seed)) ? nil : objection
  }

  /// The largest change of each coordinate's Newton step that rounding of the gradient can cause.
  private func newtonNoise(
    at point: [Double], _ gradient: [Double], _ hessian: HessianEstimate, seed: UInt64
  ) -> [Double] {
    var steps = [Double](repeating: 0, count: dimension)
    guard let solver = try? NewtonSolver(indefinite: hessian.matrix, order: dimension) else {
      return steps
    }
    for near in neighbours(of: point, seed: seed) {
      let difference = along(self.gradient(near).gradient, -1, gradient)
      guard let step = try? solver.solve(difference) else { continue }
      steps = zip(steps, step).map { max($0, 8 * abs($1)) }
    }
    return steps
  }

  /// An objection if another claim is lower than a global minimum.
  /// - Parameter value: the value of the minimum.
  func lowerClaim(
    than value: Double, besides claim: StationaryPoint, allowed: Double
  ) -> Certificate.Objection? {
    let others = problem.stationaryPoints.filter { $0 != claim }.map(\.value)
    guard let lowest = (others + (problem.infimum.map { [$0.value] } ?? [])).min(),
      lowest < value - allowed
    else { return nil }
    return .notGlobal(by: value - lowest)
  }
}
