import Descent
import DescentRules

/// Gradient descent that shortens its step until the value falls enough.
///
/// - Follows: Armijo, "Minimization of functions having Lipschitz continuous first partial derivatives",
///   Pacific J. Math. 16(1), 1966; Nocedal and Wright, Algorithm 3.1.
/// - Deviations: a step first tries the last step's length times `grow`, or η if `grow` is 0. The
///   search fails after 60 cuts. With `grow` above 0, a schedule affects only the first step, but
///   with a rate of 0 no step is taken.
/// - Memory: 1 scalar. Time per step: one evaluation per trial. The next step reuses the last trial's
///   gradient.
/// - See also: ``Polyak``, ``BarzilaiBorwein``, whose lengths need no search.
public struct GDArmijo: OracleOptimizer {
  @Hyperparameter("first step length", in: 0...) public var learningRate = 1.0
  @Hyperparameter("part c₁ of the expected fall that is enough", in: 0...1) public var c1 = 1e-4
  @Hyperparameter("factor of each cut", in: 0.01..<1) public var shrink = 0.5
  @Hyperparameter("factor of the last length for the next step, 0 for η again", in: 0...)
  public var grow = 1.0

  public init() {}

  public static let card = Card(
    name: "gd_armijo", summary: "gradient descent with backtracking",
    formula: """
      xₜ = xₜ₋₁ − a gₜ,   f(xₜ) ≤ f(xₜ₋₁) − c₁ a ‖gₜ‖²
      a the first of aₜ, s aₜ, s² aₜ, …        a₁ = η;  aₜ = grow · the last a, η if grow is 0
      """,
    source: "Armijo, Pacific J. Math. 16(1), 1966")

  public var needs: Needs { [.value, .evaluation, .consistentGradient] }
  public var nominalCost: Double { 1 }
  public var scratchVectors: Int { 3 }

  public func stateLayout(for layout: Layout) -> StateLayout {
    var state = StateLayout()
    state.appendScalar("length")
    return state
  }

  public func step<T: KernelScalar>(_ s: OracleStep<T>) -> StepAnswer {
    guard s.hasGradient(above: 0) else { return s.stop(.converged) }
    guard s.rate != 0 else { return .updated }
    let (d, last) = (s.scratch(0), s.scalars[0])
    for i in d.indices { d[i] = -s.gradient[i] }
    let goesOn = last > 0 && grow > 0
    let found = s.descend(
      along: d, slope: -dot(s.gradient, s.gradient), first: goesOn ? grow * last : s.rate,
      by: Backtracking(decrease: c1, shrink: shrink), scratch: 1)
    guard let found else { return s.stop(.lineSearchFailed) }
    s.scalars[0] = found.t
    return s.accept(value: found.value)
  }
}
