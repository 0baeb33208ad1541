import Descent
import DescentRules

/// Newton's step within a radius that grows if the quadratic model is good and shrinks if it is bad.
/// It uses conjugate gradients with Hessian–vector products.
///
/// - Follows: Nocedal and Wright, "Numerical Optimization", 2006, Algorithms 4.1 and 7.2 (Steihaug), with
///   the tolerance min(0.1, √‖g‖) ‖g‖.
/// - Deviations: after a bad trial the radius is a quarter of the trial's length, not of the radius. A
///   step takes at most 2n products, because rounding destroys conjugacy. A rejected trial is a step
///   that does not move. With a rate of 0 the step is not taken. Ten roundings of f are added to both
///   the actual and the predicted decrease in ρ (Conn, Gould and Toint, "Trust-Region Methods", 2000,
///   §17.4.2), so that rounding alone does not decide ρ near a minimum.
/// - Memory: 1 scalar. Time per step: O(n) and one product per iteration.
/// - See also: ``Newton``, ``LevenbergMarquardt``.
public struct TrustRegion: OracleOptimizer {
  @Hyperparameter("first radius", above: 0) public var radius = 1.0
  @Hyperparameter("largest radius", above: 0) public var maxRadius = 1000.0
  @Hyperparameter("part of the expected fall above which a trial is accepted", in: 0..<0.25)
  public var eta = 0.1

  public init() {}

  public static let card = Card(
    name: "trust_region", summary: "Newton's step within a radius (Steihaug)",
    formula: """
      p minimises m(p) = gᵀp + ½ pᵀH p, ‖p‖ ≤ Δ, by conjugate gradients
      ρ = (f(x + p) − f(x)) / m(p);  x ← x + p if ρ > η                      Δ₁ = radius
      Δ ← ‖p‖/4 if ρ < 1/4;  min(2Δ, max_radius) if ρ > 3/4 and ‖p‖ = Δ
      """,
    source: "Nocedal and Wright, Numerical Optimization, 2006, Algorithms 4.1 and 7.2")

  public static let exemptions = [
    Exemption(
      law: "P12", reason: "the laws' objectives are quadratic, where ρ = 1 whatever the trial",
      reference: "Nocedal and Wright, Numerical Optimization, 2006, (4.4)")
  ]

  public func validate() throws(ConfigurationError) {
    guard radius > maxRadius else { return }
    throw .inconsistent(owner: "trust_region", reason: "radius must be at most max_radius")
  }

  public var learningRate: Double { 1 }
  public var needs: Needs { [.value, .evaluation, .hessianProduct, .consistentGradient] }
  /// The cost with two products.
  public var nominalCost: Double { 5 }
  public var scratchVectors: Int { 4 }

  public func stateLayout(for layout: Layout) -> StateLayout {
    var state = StateLayout()
    state.appendScalar(StateSlot("radius", initial: radius))
    return state
  }

  public func step<T: KernelScalar>(_ s: OracleStep<T>) -> StepAnswer {
    guard s.hasGradient(above: 0) else { return s.stop(.converged) }
    guard s.rate != 0 else { return .updated }
    let trial = SteihaugStep(s, radius: s.scalars[0])
    guard trial.model < 0 else { return s.stop(.noDescent) }
    let (p, point) = (s.scratch(0), s.scratch(1))
    for i in p.indices { point[i] = s.x[i] + p[i] }
    guard p.indices.contains(where: { point[$0] != s.x[$0] }) else {
      return s.stop(.trustRegionVanished)
    }
    let new = s.acceptedGradient
    let value = Double(
      s.oracle.valueAndGradient(at: point.baseAddress!, into: new.baseAddress!))
    // The size of the values' rounding errors. It is added to both decreases, so that the quotient
    // is about 1 if there is nothing but rounding.
    let rounding = 10 * Double(T.ulpOfOne) * abs(s.value)
    let gain = (s.value - value + rounding) / (rounding - trial.model)
    // This form of the condition also shrinks the radius for NaN, and the trial is then
    // rejected.
    if !(gain >= 0.25) {
      s.scalars[0] = trial.length / 4
    } else if gain > 0.75, trial.isOnEdge {
      s.scalars[0] = min(2 * s.scalars[0], maxRadius)
    }
    guard gain > eta else {
      new.copy(s.gradient)
      return s.accept(value: s.value)
    }
    for part in s.presentParts { for i in part { s.x[i] = point[i] } }
    return s.accept(value: value)
  }
}
