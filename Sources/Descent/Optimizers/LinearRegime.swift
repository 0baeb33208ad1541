/// The regime in which an update rule acts linearly on a quadratic, and its matrix there.
///
/// On a quadratic, each eigendirection of the Hessian evolves separately: its distance x from the
/// minimum and the displacement p that the state carries over are multiplied by a 2 × 2 matrix that
/// depends only on a = rate · curvature. For rules that are linear in the gradients, this holds
/// everywhere; for adaptive rules, it holds where ε is much larger than the root that it is added
/// to, with a = rate · curvature / ε.
public struct LinearRegime: Sendable {
  /// The constant ε by which all gradients are divided; nil if the rule is linear everywhere.
  public let preconditioner: Double?
  /// The matrix of a step, at a = rate · curvature (divided by the preconditioner, if any); steps
  /// count from 1.
  public let transition: @Sendable (_ a: Double, _ step: Int) -> Transition
  /// The largest a at which the rule converges in a direction of positive curvature; nil if there is
  /// none.
  public let stabilityLimit: Double?

  /// Creates the linear regime of a rule.
  public init(
    preconditioner: Double? = nil, stabilityLimit: Double?,
    transition: @escaping @Sendable (_ a: Double, _ step: Int) -> Transition
  ) {
    self.preconditioner = preconditioner
    self.stabilityLimit = stabilityLimit
    self.transition = transition
  }

  /// The matrix in the limit of many steps, when corrections of the first steps have vanished.
  public func settled(_ a: Double) -> Transition { transition(a, 1 << 30) }

  /// The matrix that maps (x, p) before a step to (x, p) after it.
  public struct Transition: Sendable, Hashable {
    /// The entries of the 2 × 2 matrix, row by row.
    public let xx, xp, px, pp: Double

    /// Creates a matrix from its entries, row by row.
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

  /// The matrix of an earlier step followed by a later one.
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
