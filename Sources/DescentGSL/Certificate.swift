import Descent

/// What GSL found out about a claimed stationary point.
public struct Certificate: Sendable {
  /// What the second derivatives say about the point.
  public enum Verdict: Sendable, Hashable {
    case strictMinimum
    /// A saddle with this many directions of negative curvature.
    case saddle(index: Int)
    case maximum
    /// At least one eigenvalue cannot be told from 0.
    case degenerate
    /// Nothing could be found; the text says why.
    case failed(reason: String)
  }

  /// Something that does not agree with the claim.
  public enum Objection: Sendable, Hashable {
    case kind(claimed: StationaryPoint.Kind, found: Verdict)
    /// The null space of the Hessian has another dimension than claimed.
    case nullDimension(claimed: Int, found: Int)
    /// The Hessian does not vanish along a vector that is claimed to lie in its null space.
    case nullVector(place: Int, norm: Double, allowed: Double)
    /// A point so far away is lower than a minimum may have it.
    case lower(by: Double, distance: Double)
    case value(difference: Double, allowed: Double)
    case gradient(norm: Double, allowed: Double)
    case position(distance: Double, allowed: Double)
    case derivative(error: Double, allowed: Double)
  }

  /// The problem with its hyperparameters.
  public let problem: String
  public let claim: StationaryPoint.Kind
  /// What is claimed of the Hessian.
  public let curvature: StationaryPoint.Curvature
  /// The claimed point after polishing, or the one found.
  public let point: [Double]
  /// The value at ``point``.
  public let value: Double
  /// The claimed value.
  public let reference: Double
  public let gradientNorm: Double
  public let smallestEigenvalue: Double
  public let largestEigenvalue: Double
  /// The number of negative eigenvalues of the Hessian: its inertia.
  public let negativeEigenvalues: Int
  /// The number of eigenvalues that cannot be told from 0.
  public let nullDimension: Int
  /// δ, with δ² = |gᵀH⁻¹g|; NaN where the Hessian is singular.
  public let newtonDecrement: Double
  /// δ²/2: how much lower (for a minimum) the exact point is.
  public var estimatedGap: Double { newtonDecrement * newtonDecrement / 2 }
  /// How far the value moves when the point moves by a unit in the last place.
  public let evaluationNoise: Double
  /// How far polishing moved the claimed point; nil if no point was claimed.
  public let displacement: Double?
  /// The gradient against difference quotients, near the problem's start.
  public let derivatives: DerivativeCheck
  public var derivativeError: Double { derivatives.error }
  public var derivativeTolerance: Double { derivatives.tolerance }
  public let verdict: Verdict
  /// What does not agree; empty for a good certificate.
  public let objections: [Objection]

  /// Whether claim and finding agree in every respect.
  public var passes: Bool {
    if case .failed = verdict { return false }
    return objections.isEmpty
  }
}

extension Certificate.Verdict: CustomStringConvertible {
  public var description: String {
    switch self {
    case .strictMinimum: "strict minimum"
    case .saddle(let index): "saddle of index \(index)"
    case .maximum: "maximum"
    case .degenerate: "degenerate"
    case .failed(let reason): "failed: \(reason)"
    }
  }

  /// Whether a claim is what was found. That a minimum is global no derivative shows, nor can second
  /// derivatives alone show a minimum where they vanish.
  public func agrees(with claim: StationaryPoint) -> Bool {
    if case .singular = claim.curvature { return self == .degenerate }
    return switch (self, claim.kind) {
    case (.strictMinimum, .minimum): true
    case (.maximum, .maximum): true
    case (.saddle(let found), .saddle(let claimed)): found == claimed
    default: false
    }
  }
}

extension Certificate.Objection: CustomStringConvertible {
  public var description: String {
    switch self {
    case .kind(let claimed, let found): "claimed is a \(claimed), found: \(found)"
    case .nullDimension(let claimed, let found):
      "the Hessian's null space has dimension \(found), claimed is \(claimed)"
    case .nullVector(let place, let norm, let allowed):
      "the Hessian times vector \(place) of the null space has norm \(norm), allowed are \(allowed)"
    case .lower(let difference, let distance):
      "a point \(distance) away is lower by \(difference)"
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
