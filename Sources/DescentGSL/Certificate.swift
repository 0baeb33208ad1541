import Descent

/// GSL's verdict on a claimed stationary point.
package struct Certificate: Sendable {
  /// The kind of the point according to the second derivatives.
  package enum Verdict: Sendable, Hashable {
    case strictMinimum
    /// A saddle with this many directions of negative curvature.
    case saddle(index: Int)
    case maximum
    /// At least one eigenvalue cannot be distinguished from 0.
    case degenerate
    /// This many eigenvalues cannot be distinguished from 0 in double precision. The others have
    /// the signs of the claim, according to which the Hessian is invertible.
    case undecided(directions: Int)
    /// A kink: there is no gradient, and only values were compared.
    case kink
    /// The check failed, for the reason in the text.
    case failed(reason: String)
  }

  /// A contradiction to the claim.
  package enum Objection: Sendable, Hashable {
    case kind(claimed: StationaryPoint.Kind, found: Verdict)
    /// The null space of the Hessian has another dimension than claimed.
    case nullDimension(claimed: Int, found: Int)
    /// The Hessian does not vanish along a vector that is claimed to be in its null space.
    case nullVector(place: Int, norm: Double, allowed: Double)
    /// A point at this distance is lower than a minimum allows.
    case lower(by: Double, distance: Double)
    /// A point at this distance is higher than a maximum allows.
    case higher(by: Double, distance: Double)
    /// Another claimed stationary point, or the infimum, is lower than the global minimum.
    case notGlobal(by: Double)
    /// The value decreases along a direction from a claimed minimum at a kink.
    case falls(slope: Double)
    /// The slopes on the two sides are opposite along every direction, so there is no kink.
    case smooth
    /// No direction from a saddle at a kink leads down, or none leads up.
    case oneSided
    case value(difference: Double, allowed: Double)
    case gradient(norm: Double, allowed: Double)
    case position(distance: Double, allowed: Double)
    case derivative(error: Double, allowed: Double)
  }

  /// The problem with its hyperparameters.
  package let problem: String
  package let claim: StationaryPoint.Kind
  /// The claimed property of the Hessian.
  package let curvature: StationaryPoint.Curvature
  /// The claimed point after polishing, or the point that was found. If the Hessian is singular,
  /// undecided or undefined, the claimed point without polishing.
  package let point: [Double]
  /// The value at ``point``.
  package let value: Double
  /// The claimed value.
  package let reference: Double
  /// The norm of the gradient; NaN at a kink, like the eigenvalues and the decrement.
  package let gradientNorm: Double
  package let smallestEigenvalue: Double
  package let largestEigenvalue: Double
  /// The number of negative eigenvalues of the Hessian: its inertia.
  package let negativeEigenvalues: Int
  /// The number of eigenvalues that cannot be distinguished from 0.
  package let nullDimension: Int
  /// δ, with δ² = |gᵀH⁻¹g|; NaN if the Hessian is singular.
  package let newtonDecrement: Double
  /// δ²/2: how much lower (for a minimum) the exact point is.
  package var estimatedGap: Double { newtonDecrement * newtonDecrement / 2 }
  /// The change of the value when the point moves by a unit in the last place.
  package let evaluationNoise: Double
  /// The same for the gradient; NaN at a kink.
  package let gradientNoise: Double
  /// The distance by which polishing moved the claimed point; nil if no point was claimed.
  package let displacement: Double?
  /// The comparison of the gradient with difference quotients, near the problem's start.
  package let derivatives: DerivativeCheck
  package var derivativeError: Double { derivatives.error }
  package var derivativeTolerance: Double { derivatives.tolerance }
  package let verdict: Verdict
  /// The contradictions to the claim; empty for a good certificate.
  package let objections: [Objection]

  /// Whether claim and findings agree in every respect.
  package var passes: Bool {
    if case .failed = verdict { return false }
    return objections.isEmpty
  }
}

extension Certificate.Verdict: CustomStringConvertible {
  package var description: String {
    switch self {
    case .strictMinimum: "strict minimum"
    case .saddle(let index): "saddle of index \(index)"
    case .maximum: "maximum"
    case .degenerate: "degenerate"
    case .undecided(let directions):
      "undecided in \(directions) direction\(directions == 1 ? "" : "s")"
    case .kink: "kink"
    case .failed(let reason): "failed: \(reason)"
    }
  }

  /// Whether the verdict agrees with a claim. Derivatives cannot show that a minimum is global, and
  /// second derivatives cannot show a minimum where they vanish.
  package func agrees(with claim: StationaryPoint) -> Bool {
    if case .singular = claim.curvature { return self == .degenerate }
    if claim.curvature == .kink { return self == .kink }
    if claim.curvature == .undecided, case .undecided = self { return true }
    return switch (self, claim.kind) {
    case (.strictMinimum, .minimum): true
    case (.maximum, .maximum): true
    case (.saddle(let found), .saddle(let claimed)): found == claimed
    default: false
    }
  }
}

extension Certificate.Objection: CustomStringConvertible {
  package var description: String {
    switch self {
    case .kind(let claimed, let found): "claimed is a \(claimed), found: \(found)"
    case .nullDimension(let claimed, let found):
      "the Hessian's null space has dimension \(found), claimed is \(claimed)"
    case .nullVector(let place, let norm, let allowed):
      "the Hessian times vector \(place) of the null space has norm \(norm), allowed are \(allowed)"
    case .lower(let difference, let distance):
      "a point \(distance) away is lower by \(difference)"
    case .higher(let difference, let distance):
      "a point \(distance) away is higher by \(difference)"
    case .notGlobal(let difference):
      "another claim is lower by \(difference), so this minimum is not global"
    case .falls(let slope): "the value falls along a direction, with slope \(slope)"
    case .smooth: "there is no kink: the slopes of the two sides agree along every direction"
    case .oneSided: "a saddle has points below it and above it; one of the two was not found"
    case .value(let difference, let allowed):
      "the value is off by \(difference), allowed are \(allowed)"
    case .gradient(let norm, let allowed):
      "the gradient has norm \(norm), rounding explains \(allowed)"
    case .position(let distance, let allowed):
      "the point is off by \(distance), allowed are \(allowed)"
    case .derivative(let error, let allowed):
      "the gradient differs from difference quotients by \(error), allowed are \(allowed)"
    }
  }
}
