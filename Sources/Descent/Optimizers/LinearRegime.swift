/// Where an update rule acts linearly on a quadratic, and how.
///
/// On a quadratic each eigendirection of the Hessian evolves by itself: its distance x from the
/// minimum and the displacement p that the state carries over are multiplied by a 2 x 2 matrix that
/// depends on a = rate · curvature only. Rules that are linear in gradients act so everywhere;
/// adaptive rules where ε is much larger than the root beside it, with a = rate · curvature / ε.
public struct LinearRegime: Sendable {
  /// The constant ε that all gradients are divided by; nil if the rule is linear everywhere.
  public let preconditioner: Double?
  /// The matrix of a step, at a = rate · curvature (over the preconditioner); steps count from 1.
  public let transition: @Sendable (_ a: Double, _ step: Int) -> Transition
  /// The a up to which the rule converges in a direction of positive curvature, nil if there is none.
  public let stabilityLimit: Double?

  /// The regime of a rule on quadratics.
  public init(
    preconditioner: Double? = nil, stabilityLimit: Double?,
    transition: @escaping @Sendable (_ a: Double, _ step: Int) -> Transition
  ) {
    self.preconditioner = preconditioner
    self.stabilityLimit = stabilityLimit
    self.transition = transition
  }

  /// The matrix once everything that a rule does to its first steps has passed.
  public func settled(_ a: Double) -> Transition { transition(a, 1 << 30) }

  /// (x, p) after a step is this matrix times (x, p) before it.
  public struct Transition: Sendable, Hashable {
    /// The entries of the 2 × 2 matrix that takes (x, p) to the next step's, row by row.
    public let xx, xp, px, pp: Double

    /// A matrix by its entries, row by row.
    public init(xx: Double, xp: Double, px: Double, pp: Double) {
      self.xx = xx
      self.xp = xp
      self.px = px
      self.pp = pp
    }

    /// x ← (1 − a) x: a rule without memory.
    public static func plain(_ a: Double) -> Self { Self(xx: 1 - a, xp: 0, px: 0, pp: 0) }

    /// p ← μp + s·a·x, then x ← x − w·p: the velocity of a heavy ball times the rate.
    public static func velocity(
      _ a: Double, decay mu: Double, share s: Double, weight w: Double = 1
    )
      -> Self
    { Self(xx: 1 - w * s * a, xp: -w * mu, px: s * a, pp: mu) }
  }
}

extension LinearRegime.Transition {
  /// The absolute values of the two eigenvalues, the larger first.
  public var moduli: (largest: Double, smallest: Double) {
    let (trace, determinant) = (xx + pp, xx * pp - xp * px)
    let discriminant = trace * trace - 4 * determinant
    guard discriminant >= 0 else {
      return (determinant.squareRoot(), determinant.squareRoot())
    }
    // The larger root without cancellation; the product of both is the determinant.
    let largest = (abs(trace) + discriminant.squareRoot()) / 2
    return (largest, largest == 0 ? 0 : abs(determinant) / largest)
  }

  /// The matrix times a vector.
  public func callAsFunction(_ z: (x: Double, p: Double)) -> (x: Double, p: Double) {
    (xx * z.x + xp * z.p, px * z.x + pp * z.p)
  }

  /// The matrix of this step after an earlier one.
  public static func * (later: Self, earlier: Self) -> Self {
    Self(
      xx: later.xx * earlier.xx + later.xp * earlier.px,
      xp: later.xx * earlier.xp + later.xp * earlier.pp,
      px: later.px * earlier.xx + later.pp * earlier.px,
      pp: later.px * earlier.xp + later.pp * earlier.pp)
  }

  /// The square root of the sum of squares of the entries: no less than the Euclidean norm.
  public var norm: Double { (xx * xx + xp * xp + px * px + pp * pp).squareRoot() }
}
