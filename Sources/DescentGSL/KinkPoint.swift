import Descent

/// A claimed stationary point where there is no gradient.
extension Evaluator {
  /// Values alone are compared: that of the point with the claimed one; along the axes and along random
  /// directions, at several radii, with what the claim has about it; and the slopes of the two sides,
  /// which must not be opposite everywhere.
  func certifyKink(
    _ claim: StationaryPoint, _ point: [Double], _ derivatives: DerivativeCheck, seed: UInt64
  ) -> Certificate {
    let found = value(point)
    // Sums of terms of the start's size cancel here.
    let rounding = 64 * Double.ulpOfOne * max(abs(value(problem.start(seed: 0))), abs(claim.value))
    let noise = neighbours(of: point, seed: seed).reduce(0) { max($0, abs(value($1) - found)) }
    let allowed = 1e-13 * abs(claim.value) + 4 * noise + rounding
    var objections: [Certificate.Objection] = []
    if !(abs(found - claim.value) <= allowed) {
      objections.append(.value(difference: abs(found - claim.value), allowed: allowed))
    }
    objections += sideObjections(claim, point, found, rounding: rounding + noise, seed: seed)
    if claim.kind.isGlobal,
      let objection = lowerClaim(than: found, besides: claim, allowed: allowed)
    {
      objections.append(objection)
    }
    if claim.kind.isMinimum,
      let lower = lowerPoint(claim, .unknown, point, found, allowed, seed)
    {
      objections.append(lower)
    }
    if !derivatives.passes {
      objections.append(.derivative(error: derivatives.error, allowed: derivatives.tolerance))
    }
    return Certificate(
      problem: problem.specification.description, claim: claim.kind, curvature: claim.curvature,
      point: point, value: found, reference: claim.value, gradientNorm: .nan,
      smallestEigenvalue: .nan, largestEigenvalue: .nan, negativeEigenvalues: 0, nullDimension: 0,
      newtonDecrement: .nan, evaluationNoise: noise, gradientNoise: .nan, displacement: 0,
      derivatives: derivatives,
      verdict: found.isFinite ? .kink : .failed(reason: "no finite value"),
      objections: objections)
  }

  /// What the slopes of the two sides of a kink contradict.
  private func sideObjections(
    _ claim: StationaryPoint, _ point: [Double], _ here: Double, rounding: Double, seed: UInt64
  ) -> [Certificate.Objection] {
    let scale = length(at: point)
    let axes = (0..<min(dimension, 64)).map { axis in
      (0..<dimension).map { $0 == axis ? 1.0 : 0 }
    }
    var objections: [Certificate.Objection] = []
    var (isKinked, rises, falls) = (false, false, false)
    for direction in axes + probes(along: [], seed: seed) {
      var folds: [Double] = []
      for radius in [1e-3, 1e-4, 1e-5, 1e-6] {
        let step = radius * scale
        let sides = [step, -step].map { (value(along(point, $0, direction)) - here) / step }
        let error = 4 * rounding / step
        for slope in sides {
          rises = rises || slope > error
          falls = falls || slope < -error
          if claim.kind.isMinimum, slope < -error, objections.isEmpty {
            objections.append(.falls(slope: slope))
          }
          if claim.kind == .maximum, slope > error, objections.isEmpty {
            objections.append(.higher(by: slope * step, distance: step))
          }
        }
        // Of a smooth function the sum of the two slopes vanishes with the step; of a kink it does not.
        if abs(sides[0] + sides[1]) > 2 * error { folds.append(abs(sides[0] + sides[1])) }
      }
      // A thousandth of the step leaves a thousandth of it to a smooth function.
      if folds.count == 4, folds[3] > 0.1 * folds[0] { isKinked = true }
    }
    if case .saddle = claim.kind, !(rises && falls) { objections.append(.oneSided) }
    if !isKinked { objections.append(.smooth) }
    return objections
  }
}
