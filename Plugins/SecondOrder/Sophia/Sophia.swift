import Descent
import DescentRules

/// Momentum divided by a running mean of the Hessian's diagonal and clipped coordinate by
/// coordinate.
///
/// - Follows: Liu et al., "Sophia: a scalable stochastic second-order optimizer for language model
///   pre-training", ICLR 2024, arXiv:2305.14342, Algorithm 3 with the estimators of Algorithm 1.
/// - Deviations: no Gauss–Newton–Bartlett estimator, which needs labels that the model draws. `exact`
///   computes the diagonal itself. If the mean curvature is at most 0, the move is the momentum's sign, as
///   in the paper.
/// - Memory: 2 vectors, 1 scalar per tensor. Time per step: O(n), and one Hessian–vector product
///   every `update_period` steps.
/// - See also: ``AdaHessian``; `signum`, which this rule equals if every coordinate is clipped.
public struct Sophia: OracleOptimizer {
  /// The method that gives the diagonal.
  public enum Hessian: String, CaseIterable, WordHyperparameter {
    case hutchinson, exact
  }
  /// The distribution of the numbers in Hutchinson's vectors.
  public enum Distribution: String, CaseIterable, WordHyperparameter {
    case rademacher, normal
  }

  @Hyperparameter("learning rate η", in: 0...) public var learningRate = 1e-4
  @Hyperparameter("decay β₁ of the momentum", in: 0..<1, kind: .firstMomentDecay)
  public var beta1 = 0.96
  @Hyperparameter("decay β₂ of the diagonal", in: 0..<1) public var beta2 = 0.99
  @Hyperparameter("factor ρ of the diagonal", in: 0...) public var rho = 0.04
  @Hyperparameter("ε, the least denominator", in: 0..., kind: .stabilizer)
  public var epsilon = 1e-12
  @Hyperparameter("decoupled weight decay λ", in: 0..., kind: .weightDecay)
  public var weightDecay = 0.0
  @Hyperparameter("steps between two estimates of the diagonal", in: 1...)
  public var updatePeriod = 10
  @Hyperparameter("where the diagonal comes from") public var hessian = Hessian.hutchinson
  @Hyperparameter("what Hutchinson's vectors are made of")
  public var distribution = Distribution.rademacher

  public init() {}

  public static let card = Card(
    name: "sophia", summary: "momentum over the Hessian's diagonal, clipped",
    formula: """
      mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ                          m₀ = 0
      hₜ = β₂ hₜ₋₁ + (1 − β₂) ĥₜ every k steps, from the first;  else hₜ₋₁    h₀ = 0
      ĥ = z ⊙ H z with random z (hutchinson), or diag H (exact)
      xₜ = (1 − ηλ) xₜ₋₁ − η clip(mₜ / max(ρ hₜ, ε), −1, 1)
      """,
    source: "Liu et al., ICLR 2024, arXiv:2305.14342, Algorithm 3")

  public static let exemptions = [
    Exemption(
      law: "P19",
      reason: "the laws' Hessians are diagonal, where every z of signs gives them exactly",
      reference: "Liu et al., arXiv:2305.14342, Algorithm 1")
  ]

  public var needs: Needs { .hessianProduct }
  public var decoupledDecay: Double { weightDecay }
  public var nominalCost: Double { 1 + 2 / Double(updatePeriod) }
  public var scratchVectors: Int { 3 }

  public func stateLayout(for layout: Layout) -> StateLayout {
    var state = StateLayout()
    state.appendBuffer("momentum", count: layout.count)
    state.appendBuffer("hessian", count: layout.count)
    for tensor in layout.tensors { state.appendScalar(StateSlot("steps[\(tensor.name)]")) }
    return state
  }

  public func step<T: KernelScalar>(_ s: OracleStep<T>) -> StepAnswer {
    /// A tensor's step number, if the tensor takes the diagonal in this step; else nil.
    func due(_ tensor: Int) -> Int? {
      let steps = Int(s.scalars[tensor])
      return s.hasGradient(tensor) && steps.isMultiple(of: updatePeriod) ? steps + 1 : nil
    }
    let (m, h) = (s.buffer(0), s.buffer(1))
    if s.layout.tensors.indices.contains(where: { due($0) != nil && s.layout.tensors[$0].count > 0 }
    ) {
      let diagonal =
        hessian == .exact
        ? HessianDiagonal.exact(s, scratch: 0)
        : HessianDiagonal.hutchinson(
          s, scratch: 0, isNormal: distribution == .normal, step: due)
      for (tensor, part) in s.layout.tensors.enumerated() where due(tensor) != nil {
        for i in part.range { h[i] = T(beta2) * h[i] + T(1 - beta2) * diagonal[i] }
      }
    }
    for (tensor, part) in s.layout.tensors.enumerated() where s.hasGradient(tensor) {
      s.scalars[tensor] += 1
      for i in part.range {
        m[i] = T(beta1) * m[i] + T(1 - beta1) * s.gradient[i]
        let ratio = m[i] == 0 ? 0 : m[i] / max(T(rho) * h[i], T(epsilon))
        // This form keeps NaN as NaN.
        let move: T = ratio > 1 ? 1 : ratio < -1 ? -1 : ratio
        s.x[i] = s.x[i] * T(1 - s.rate * weightDecay) - T(s.rate) * move
      }
    }
    return .updated
  }
}
