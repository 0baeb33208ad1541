import Descent
import DescentRules

/// The Gauss–Newton step: it solves the least-squares problem with linearized residuals.
///
/// - Follows: Nocedal and Wright, "Numerical Optimization", 2006, §10.3, equation 10.23.
/// - Deviations: it solves the normal equations with a Cholesky factorization and adds any damping
///   to the diagonal. It stops if they are singular.
/// - Memory: none. Time per step: O(residuals · n² + n³).
/// - See also: ``LevenbergMarquardt``, which adapts the damping; ``Newton``.
public struct GaussNewton: OracleOptimizer {
  @Hyperparameter("step length", in: 0...) public var learningRate = 1.0
  @Hyperparameter("added to the diagonal of JᵀJ", in: 0...) public var damping = 0.0

  public init() {}

  public static let card = Card(
    name: "gauss_newton", summary: "the least-squares problem made linear, solved",
    formula: "(JᵀJ + μ 1) p = −Jᵀr        xₜ = xₜ₋₁ + η p",
    source: "Nocedal and Wright, Numerical Optimization, 2006, §10.3")

  public var needs: Needs { .residuals }

  public func stateLayout(for layout: Layout) -> StateLayout { StateLayout() }

  public func step<T: KernelScalar>(_ s: OracleStep<T>) -> StepAnswer {
    guard let p = NormalEquations(at: s).solution(damping: damping) else {
      return s.stop(.noDescent)
    }
    for part in s.presentParts { for i in part { s.x[i] += T(s.rate * p[i]) } }
    return .updated
  }
}
