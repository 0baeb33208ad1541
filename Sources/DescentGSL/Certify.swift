import Descent

/// Checks a claimed stationary point of a problem with GSL.
///
/// The point is the claimed one, polished by Newton's method, or the one found by minimizing from the
/// problem's start at seed 0; with GSL's least-squares solver if the problem has at least as many
/// residuals as parameters. A claimed point must be near the polished one in every coordinate, or
/// rounding of the point must explain its gradient.
///
/// A point with a singular Hessian is not polished, because Newton's method converges to it slowly.
/// Value and gradient must then be the claimed ones up to rounding at that point (exactly, if all
/// coordinates are 0); the null space must have the claimed dimension and contain the claimed vectors;
/// the other eigenvalues must have the signs of the claim; and no point near a minimum (or, if it is
/// global, within the problem's scale) may be lower, along random directions and along those of the null
/// space, where higher orders decide. A point where double precision does not determine the Hessian's
/// signs is not polished, either: no eigenvalue may certainly have the wrong sign. At a kink, only
/// values are compared. The objective is the full one, also for problems with mini-batches.
/// - Parameter seed: the seed of the random points at which gradient and rounding are probed.
/// - Throws: ``GSLError``, or the problem's error when its objective is created. A wrong claim is
///   not an error: the certificate reports it.
package func certify(
  _ problem: any Problem, _ claim: StationaryPoint, seed: UInt64 = 0
) throws -> Certificate {
  let evaluator = try Evaluator(problem)
  return try evaluator.certify(claim, try checkDerivatives(evaluator, seed: seed), seed: seed)
}

/// The certificates of all stationary points that a problem claims.
package func verify(_ problem: any Problem) throws -> [Certificate] {
  let claims = problem.stationaryPoints
  guard !claims.isEmpty else { return [] }
  // A Hessian and its decomposition.
  let n = Double(problem.dimension)
  try MachineMemory.check(problem.specification.name, bytes: 3 * 8 * n * n)
  let evaluator = try Evaluator(problem)
  let derivatives = try checkDerivatives(evaluator, seed: 0)
  return try claims.map { try evaluator.certify($0, derivatives, seed: 0) }
}

/// Compares a problem's gradient with GSL's difference quotients of its value, at the start and
/// at random points near it. This is the only possible check if no stationary point is claimed.
/// - Throws: ``GSLError``, or the problem's error when its objective is created.
package func verifyDerivatives(_ problem: any Problem) throws -> [DerivativeCheck] {
  let evaluator = try Evaluator(problem)
  return try (0..<3).map { try checkDerivatives(evaluator, seed: $0) }
}

extension Evaluator {
  func certify(
    _ claim: StationaryPoint, _ derivatives: DerivativeCheck, seed: UInt64
  ) throws(GSLError) -> Certificate {
    let start = claim.point ?? problem.start(seed: 0)
    precondition(start.count == dimension, "a point of \(start.count) coordinates")
    if claim.curvature == .kink, claim.point != nil {
      return certifyKink(claim, start, derivatives, seed: seed)
    }
    let (value, gradient) = gradient(start)
    guard value.isFinite, gradient.allSatisfy(\.isFinite) else {
      return failure(claim, start, derivatives, "value or gradient is not finite")
    }
    var found: PolishedPoint
    if claim.isTakenAsItIs, claim.point != nil {
      found = PolishedPoint(
        point: start, value: value, gradient: gradient, hessian: hessian(at: start))
    } else if claim.point != nil {
      found = try polish(start, downhill: false)
    } else {
      var reached = try fit(self, from: start)
      if reached == nil { reached = try minimize(self, from: start) }
      found = try polish(reached ?? start, downhill: true)
    }
    guard found.hessian.matrix.allSatisfy(\.isFinite) else {
      return failure(claim, found.point, derivatives, "the Hessian is not finite")
    }
    return try judge(claim, found, derivatives, seed: seed)
  }

  private func judge(
    _ claim: StationaryPoint, _ found: PolishedPoint, _ derivatives: DerivativeCheck, seed: UInt64
  ) throws(GSLError) -> Certificate {
    let curvature = try Curvature(
      found.hessian.matrix, order: dimension, error: found.hessian.error)
    let verdict = verdict(on: claim, curvature)
    let decrement = newtonDecrement(found)
    let noise = noise(at: found.point, seed: seed)
    let displacement = claim.point.map { norm(along(found.point, -1, $0)) }
    var allowed: Double
    if claim.isSingular {
      allowed = 4 * (noise.value + found.value.ulpOrZero)
    } else {
      // If the Hessian is undecided, the decrement is meaningless.
      let gap = claim.isTakenAsItIs ? 0 : decrement * decrement / 2
      allowed = 1e-13 * abs(found.value) + 4 * noise.value + gap
    }
    if case .gsl(_, let tolerance) = claim.provenance { allowed = max(allowed, tolerance) }
    // Near a minimum at 0, the noise vanishes with the point, so the start determines which
    // gradient counts as 0.
    let steepest = max(abs(curvature.smallest), abs(curvature.largest))
    let zero = Double.ulpOfOne * Double.ulpOfOne * steepest * norm(problem.start(seed: 0))
    let allowedGradient = 8 * noise.gradient + (claim.isSingular ? 0 : zero)

    var objections: [Certificate.Objection] = []
    let difference = abs(found.value - claim.value)
    let gradientNorm = norm(found.gradient)
    // Every comparison is written so that NaN is an objection.
    if !verdict.agrees(with: claim) {
      objections.append(.kind(claimed: claim.kind, found: verdict))
    } else {
      objections += kindObjections(claim, found, curvature, allowed: allowed, seed: seed)
    }
    if !(difference <= allowed) {
      objections.append(.value(difference: difference, allowed: allowed))
    }
    if !(gradientNorm <= allowedGradient) {
      objections.append(.gradient(norm: gradientNorm, allowed: allowedGradient))
    }
    if let point = claim.point, !claim.isTakenAsItIs,
      let objection = positionObjection(point, found, zero: zero, seed: seed)
    {
      objections.append(objection)
    }
    if !derivatives.passes {
      objections.append(.derivative(error: derivatives.error, allowed: derivatives.tolerance))
    }
    return Certificate(
      problem: problem.specification.description, claim: claim.kind, curvature: claim.curvature,
      point: found.point,
      value: found.value, reference: claim.value, gradientNorm: gradientNorm,
      smallestEigenvalue: curvature.smallest, largestEigenvalue: curvature.largest,
      negativeEigenvalues: curvature.negative, nullDimension: curvature.undecided,
      newtonDecrement: decrement, evaluationNoise: noise.value, gradientNoise: noise.gradient,
      displacement: displacement, derivatives: derivatives,
      verdict: verdict, objections: objections)
  }

  private func verdict(
    on claim: StationaryPoint, _ curvature: Curvature
  ) -> Certificate.Verdict {
    switch (curvature.undecided, curvature.negative) {
    case (1..., _):
      claim.curvature == .undecided && signsMayAgree(claim.kind, curvature)
        ? .undecided(directions: curvature.undecided) : .degenerate
    case (_, 0): .strictMinimum
    case (_, dimension): .maximum
    case (_, let index): .saddle(index: index)
    }
  }

  /// The objections that do not follow from the second derivatives alone.
  private func kindObjections(
    _ claim: StationaryPoint, _ found: PolishedPoint, _ curvature: Curvature, allowed: Double,
    seed: UInt64
  ) -> [Certificate.Objection] {
    var objections: [Certificate.Objection] = []
    var space = StationaryPoint.NullSpace.unknown
    if case .singular(let claimed) = claim.curvature {
      space = claimed
      objections += singularObjections(claim, space, found, curvature)
    }
    if claim.kind.isGlobal,
      let objection = lowerClaim(than: found.value, besides: claim, allowed: allowed)
    {
      objections.append(objection)
    }
    guard claim.kind.isMinimum, claim.isTakenAsItIs || claim.kind.isGlobal else {
      return objections
    }
    if let lower = lowerPoint(claim, space, found.point, found.value, allowed, seed) {
      objections.append(lower)
    }
    return objections
  }

  /// √|gᵀH⁻¹g|; 0 for a gradient of 0, NaN for a singular Hessian.
  private func newtonDecrement(_ found: PolishedPoint) -> Double {
    guard found.gradient.contains(where: { $0 != 0 }) else { return 0 }
    guard
      let solver = try? NewtonSolver(indefinite: found.hessian.matrix, order: dimension),
      let step = try? solver.solve(found.gradient)
    else { return .nan }
    return abs(dot(found.gradient, step)).squareRoot()
  }

  private func failure(
    _ claim: StationaryPoint, _ point: [Double], _ derivatives: DerivativeCheck, _ reason: String
  ) -> Certificate {
    Certificate(
      problem: problem.specification.description, claim: claim.kind, curvature: claim.curvature,
      point: point,
      value: value(point), reference: claim.value, gradientNorm: .nan, smallestEigenvalue: .nan,
      largestEigenvalue: .nan, negativeEigenvalues: 0, nullDimension: 0, newtonDecrement: .nan,
      evaluationNoise: .nan, gradientNoise: .nan, displacement: nil, derivatives: derivatives,
      verdict: .failed(reason: reason), objections: [])
  }
}
