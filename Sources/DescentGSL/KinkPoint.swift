import Descent

/// Certifies a claimed stationary point without a gradient.
extension Evaluator {
  /// Compares only values: the value at the point with the claimed one; values along the axes and along
  /// random directions, at several radii, with the kind of the claim; and the slopes on the two sides,
  /// which must not be opposite everywhere.
  func certifyKink(
    _ claim: StationaryPoint, _ point: [Double], _ derivatives: DerivativeCheck, seed: UInt64
  ) -> Certificate {
    let found = value(point)
    // Terms as large as the value at the start cancel here.
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

  /// The objections that follow from the slopes on the two sides of a kink.
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
        // For a smooth function, the sum of the two slopes vanishes with the step; for a kink, it does
        // not.
        if abs(sides[0] + sides[1]) > 2 * error { folds.append(abs(sides[0] + sides[1])) }
      }
      // For a smooth function, a thousandth of the step gives a thousandth of the sum.
      if folds.count == 4, folds[3] > 0.1 * folds[0] { isKinked = true }
    }
    if case .saddle = claim.kind, !(rises && falls) { objections.append(.oneSided) }
    if !isKinked { objections.append(.smooth) }
    return objections
  }
}
