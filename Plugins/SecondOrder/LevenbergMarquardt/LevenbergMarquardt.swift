import Descent
import DescentRules

/// The Gauss–Newton step with a damping that grows if the linear model is bad and shrinks if it is good.
///
/// - Follows: Madsen, Nielsen and Tingleff, "Methods for non-linear least squares problems", 2nd edition,
///   2004, Algorithm 3.16, with the update of the damping (2.21).
/// - Deviations: a rejected trial is a step that does not move. With a rate of 0 the step is
///   not taken.
/// - Memory: 2 scalars. Time per step: O(residuals · n² + n³).
/// - See also: ``GaussNewton``, which this rule approaches as μ → 0. For large μ it approaches gradient
///   descent with the rate 1/μ.
public struct LevenbergMarquardt: OracleOptimizer {
  @Hyperparameter("first damping, in units of the largest diagonal entry of JᵀJ", above: 0)
  public var tau = 1e-3

  public init() {}

  public static let card = Card(
    name: "levenberg_marquardt", summary: "damped least squares (Levenberg, Marquardt)",
    formula: """
      (JᵀJ + μ 1) p = −Jᵀr        ρ = (‖r(x)‖² − ‖r(x + p)‖²) / pᵀ(μ p − Jᵀr)
      ρ > 0:  x ← x + p,  μ ← μ max(1/3, 1 − (2ρ − 1)³),  ν ← 2
      else:   μ ← ν μ,  ν ← 2ν                          μ₁ = τ max diag JᵀJ,  ν₁ = 2
      """,
    source: "Madsen, Nielsen and Tingleff, 2004, Algorithm 3.16")

  public static let exemptions = [
    Exemption(
      law: "P13",
      reason: "the laws' residuals are linear, where no trial is rejected and ν is never read",
      reference: "Madsen, Nielsen and Tingleff, 2004, (2.21)")
  ]

  public var learningRate: Double { 1 }
  public var needs: Needs { [.value, .residuals, .consistentGradient] }
  public var nominalCost: Double { 3 }
  public var scratchVectors: Int { 1 }

  public func stateLayout(for layout: Layout) -> StateLayout {
    var state = StateLayout()
    state.appendScalar("damping")
    state.appendScalar(StateSlot("growth", initial: 2))
    return state
  }

  public func step<T: KernelScalar>(_ s: OracleStep<T>) -> StepAnswer {
    guard s.rate != 0 else { return .updated }
    let equations = NormalEquations(at: s)
    let (n, descent) = (s.x.count, equations.descent)
    let diagonal = s.presentParts.reduce(0.0) { largest, part in
      part.reduce(largest) { max($0, equations.matrix[$1, $1]) }
    }
    let damping = s.scalars[0] > 0 ? s.scalars[0] : tau * diagonal
    guard let p = equations.solution(damping: damping) else { return s.stop(.noDescent) }
    let point = s.scratch(0)
    point.copy(UnsafeBufferPointer(s.x))
    for part in s.presentParts { for i in part { point[i] += T(p[i]) } }
    guard (0..<n).contains(where: { point[$0] != s.x[$0] }) else { return s.stop(.converged) }
    let expected = (0..<n).reduce(0) { $0 + p[$1] * (damping * p[$1] + descent[$1]) }
    guard expected > 0, expected < .infinity else { return s.stop(.noDescent) }
    let r = s.work.take(s.oracle.residuals.count)
    s.oracle.residuals.values(point.baseAddress!, r.baseAddress!)
    let square = r.reduce(0) { $0 + Double($1) * Double($1) }
    let gain = (equations.square - square) / expected
    // This form of the condition also rejects NaN.
    guard gain > 0 else {
      (s.scalars[0], s.scalars[1]) = (damping * s.scalars[1], 2 * s.scalars[1])
      s.acceptedGradient.copy(s.gradient)
      return s.accept(value: s.value)
    }
    let bend = 2 * gain - 1
    (s.scalars[0], s.scalars[1]) = (damping * max(1.0 / 3, 1 - bend * bend * bend), 2)
    for part in s.presentParts { for i in part { s.x[i] = point[i] } }
    return .updated
  }
}
