import Descent
import DescentMatrix
import DescentRules

/// Newton's step, which goes to the stationary point of the quadratic model.
///
/// - Follows: Nocedal and Wright, "Numerical Optimization", 2006, equation 2.15; with `armijo`,
///   Algorithm 3.2 with the shifts of Algorithm 3.3 and β = 1e-3 ‖H‖ (Frobenius norm).
/// - Deviations: the Hessian is built from n Hessian–vector products. Without a search the rule also
///   goes to saddles and maxima, and it stops if the Hessian is singular.
/// - Memory: none; n² numbers during a step. Time per step: n products and O(n³).
/// - See also: ``TrustRegion``, ``LBFGS``, which do not need the matrix.
public struct Newton: OracleOptimizer {
  /// How the rule finds the step length.
  public enum Search: String, CaseIterable, WordHyperparameter {
    case none
    /// Shifts the Hessian until it is positive definite, and shortens the step until the value
    /// falls enough.
    case armijo
  }

  @Hyperparameter("step length, or first trial", in: 0...) public var learningRate = 1.0
  @Hyperparameter("added to the diagonal of H", in: 0...) public var damping = 0.0
  @Hyperparameter("how the step length is found") public var lineSearch = Search.none

  public init() {}

  public static let card = Card(
    name: "newton", summary: "Newton's step",
    formula: """
      (H + λ 1) p = −g        xₜ = xₜ₋₁ + η p
      armijo: (H + λ 1 + τ 1) p = −g with H + λ 1 + τ 1 positive definite,  xₜ = xₜ₋₁ + a p
        τ = 0 or β − min diag, then max(2τ, β);  a = η, η/2, … until f falls by 1e-4 a |gᵀp|
      """,
    source: "Nocedal and Wright, Numerical Optimization, 2006, §3.4")

  public var needs: Needs {
    lineSearch == .none
      ? .hessianProduct : [.value, .evaluation, .hessianProduct, .consistentGradient]
  }
  /// The cost for one parameter, which takes one product.
  public var nominalCost: Double { 3 }
  public var scratchVectors: Int { 3 }

  public func stateLayout(for layout: Layout) -> StateLayout { StateLayout() }

  public func step<T: KernelScalar>(_ s: OracleStep<T>) -> StepAnswer {
    guard s.rate != 0 else { return .updated }
    let n = s.x.count
    let (hessian, p) = (s.wideWork.matrix(n, n), s.wideWork.take(n))
    setHessian(hessian, s)
    for i in p.indices { p[i] = -Double(s.gradient[i]) }
    guard lineSearch == .armijo else {
      guard hessian.solve(p, work: s.wideWork) else { return s.stop(.noDescent) }
      for part in s.presentParts { for i in part { s.x[i] += T(s.rate * p[i]) } }
      return .updated
    }
    guard s.hasGradient(above: 0) else { return s.stop(.converged) }
    guard solveShifted(hessian, p, s) else { return s.stop(.noDescent) }
    let d = s.scratch(0)
    for i in d.indices { d[i] = T(p[i]) }
    let found = s.descend(
      along: d, slope: dot(s.gradient, d), first: s.rate, by: Backtracking(), scratch: 1)
    return found.map { s.accept(value: $0.value) } ?? s.stop(.lineSearchFailed)
  }

  /// Computes H + λ 1 column by column. A tensor without a gradient gets the identity matrix.
  private func setHessian<T: KernelScalar>(
    _ hessian: MutableMatrixView<Double>, _ s: OracleStep<T>
  ) {
    let (unit, column) = (s.scratch(0), s.scratch(1))
    for i in unit.indices { unit[i] = 0 }
    for (tensor, part) in s.layout.tensors.enumerated() {
      for j in part.range {
        if s.hasGradient(tensor) {
          unit[j] = 1
          s.oracle.hessianProduct(
            at: s.x.baseAddress!, times: unit.baseAddress!, into: column.baseAddress!)
          unit[j] = 0
          for i in column.indices { hessian[i, j] = Double(column[i]) }
          hessian[j, j] += damping
        } else {
          for i in column.indices { hessian[i, j] = i == j ? 1 : 0 }
        }
      }
    }
  }

  /// Solves in place with the first shift that makes the matrix positive definite. - Returns: false if no
  /// shift does.
  private func solveShifted<T: KernelScalar>(
    _ hessian: MutableMatrixView<Double>, _ p: UnsafeMutableBufferPointer<Double>,
    _ s: OracleStep<T>
  ) -> Bool {
    let n = p.count
    let (trial, right) = (s.wideWork.matrix(n, n), s.wideWork.take(n))
    _ = right.update(fromContentsOf: p)
    let beta = 1e-3 * hessian.view.norm
    let lowest = (0..<n).reduce(Double.infinity) { min($0, hessian[$1, $1]) }
    var shift = lowest > 0 ? 0 : beta - lowest
    while shift < .infinity {
      trial.copy(hessian.view)
      trial.addToDiagonal(shift)
      _ = p.update(fromContentsOf: right)
      if trial.solvePositive(p) { return true }
      guard beta > 0 else { return false }
      shift = max(2 * shift, beta)
    }
    return false
  }
}
