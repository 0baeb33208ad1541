import Descent

/// A stationary point, exact up to rounding, with the Hessian there.
struct PolishedPoint {
  var point: [Double]
  var value: Double
  var gradient: [Double]
  var hessian: HessianEstimate
}

extension Evaluator {
  /// Damped Newton steps on ∇f = 0 from `start`, keeping the smallest gradient seen.
  ///
  /// A factored Hessian is reused until it no longer halves the gradient. A singular Hessian ends
  /// the polishing.
  /// - Parameters:
  ///   - downhill: whether steps must lower the value, for finding a minimum from a point that is not
  ///     close to one.
  ///   - limit: the largest number of factored Hessians.
  func polish(
    _ start: [Double], downhill: Bool, limit: Int = 50
  ) throws(GSLError) -> PolishedPoint {
    let (value, gradient) = gradient(start)
    var best = PolishedPoint(
      point: start, value: value, gradient: gradient, hessian: hessian(at: start))
    for _ in 0..<(downhill ? limit : 6) {
      let before = norm(best.gradient)
      guard before > 0, best.hessian.matrix.allSatisfy(\.isFinite) else { break }
      let solver =
        downhill
        ? try NewtonSolver(positive: best.hessian.matrix, order: dimension)
        : try NewtonSolver(indefinite: best.hessian.matrix, order: dimension)
      let begin = best.point
      for _ in 0..<8 {
        let size = norm(best.gradient)
        guard let step = try? solver.solve(best.gradient), improve(&best, by: step, downhill),
          norm(best.gradient) < 0.5 * size
        else { break }
      }
      let moved = norm(along(best.point, -1, begin))
      // The Hessian of a point this close differs by less than rounding errors.
      if moved > 1e-9 * length(at: begin) { best.hessian = hessian(at: best.point) }
      if moved == 0 || norm(best.gradient) >= 0.5 * before && !downhill { break }
      if moved <= 1e-12 * length(at: begin) { break }
    }
    return best
  }

  /// Takes the longest of the steps s, s/2, … that improves the point; returns false if none
  /// does.
  private func improve(_ best: inout PolishedPoint, by step: [Double], _ downhill: Bool) -> Bool {
    let size = norm(best.gradient)
    let slope = dot(best.gradient, step)
    let slack = 1e-14 * abs(best.value)
    var t = 1.0
    // A Hessian that was made barely positive definite gives very long steps.
    let shortest = downhill ? 1e-12 : 1e-4
    while t > shortest {
      let point = along(best.point, -t, step)
      let (value, gradient) = gradient(point)
      let smaller = norm(gradient) < size
      let lower = value < best.value - 1e-4 * t * slope
      if downhill ? lower || (smaller && value <= best.value + slack) : smaller {
        best.point = point
        best.value = value
        best.gradient = gradient
        return true
      }
      t /= 2
    }
    return false
  }
}
