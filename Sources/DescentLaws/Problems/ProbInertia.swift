import Descent

extension ProblemLaws {
  /// `prob/inertia`: the signs of the Hessian's eigenvalues at a declared stationary point match its kind,
  /// and the number of zero eigenvalues is the dimension of the declared null space. Eigenvalues within 1e-14
  /// of the largest count as 0.
  static let inertia = ProblemLaw(
    LawCard(
      "prob/inertia", "inertia", "the Hessian's signs at a stationary point are those of its kind",
      needs: "a stationary point and a Hessian",
      catches: "a minimum that is called a saddle, a wrong index, a flat direction unmentioned")
  ) { subject, c in
    let problem = try subject.make(c.problem)
    let claims = problem.stationaryPoints.filter { $0.point != nil }
    guard !claims.isEmpty else { return .inapplicable("no stationary point is declared") }
    let claim = claims[c.aux % claims.count]
    guard claim.curvature != .kink else { return .inapplicable("the point is a kink") }
    guard let hessian = claim.point.flatMap({ problem.hessian(at: $0) }) else {
      return .inapplicable("there is no Hessian")
    }
    let n = problem.dimension
    // Scaling rows and columns does not change the signs. A singular or indefinite Hessian is not scaled,
    // because a diagonal entry may be pure rounding.
    let isDefinite = claim.curvature == .regular && claim.kind.isMinimum
    let values = jacobiEigenvalues(isDefinite ? scaled(hessian, n) : hessian, n)
    let noise = max(1e-14, Double(n) * .ulpOfOne) * values.reduce(0) { max($0, abs($1)) }
    let (negative, zero) = (values.count { $0 < -noise }, values.count { abs($0) <= noise })
    let hasNullSpace =
      switch claim.curvature {
      case .regular: zero == 0
      case .undecided, .kink: true
      case .singular(let space): space.dimension.map { $0 == zero } ?? (zero > 0)
      }
    let hasSigns =
      switch claim.kind {
      case .minimum, .minimisingSet: negative == 0
      case .saddle(let index): negative == index
      case .maximum: negative == n - zero
      case .degenerate: true
      }
    return hasNullSpace && hasSigns
      ? .holds : .violated("the \(claim.kind) at \(claim.point!) has the eigenvalues \(values)")
  }

  /// A Hessian with a positive diagonal, with rows and columns scaled so that the diagonal is 1. This makes
  /// the test for small eigenvalues independent of units.
  private static func scaled(_ hessian: [Double], _ n: Int) -> [Double] {
    let roots = (0..<n).map { hessian[$0 * n + $0].squareRoot() }
    guard roots.allSatisfy({ $0 > 0 && $0.isFinite }) else { return hessian }
    return hessian.indices.map { hessian[$0] / (roots[$0 / n] * roots[$0 % n]) }
  }
}
