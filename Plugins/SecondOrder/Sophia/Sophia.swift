import Descent
import DescentRules

/// Momentum divided by a running mean of the Hessian's diagonal and clipped coordinate by
/// coordinate.
///
/// - Follows: Liu et al., "Sophia: a scalable stochastic second-order optimizer for language model
///   pre-training", ICLR 2024, arXiv:2305.14342, Algorithm 3 with the estimators of Algorithms 1 and 2.
/// - Deviations: `exact` computes the diagonal itself. `gauss_newton_bartlett` leaves out penalties, which
///   no label enters. If the mean curvature is at most 0, the move is the momentum's sign, as in the paper.
///   Presets name the conventions of two programs.
/// - Memory: 2 vectors, 1 scalar per tensor. Time per step: O(n), and one Hessian–vector product or
///   gradient every `update_period` steps.
/// - See also: ``AdaHessian``; `signum`, which this rule equals if every coordinate is clipped.
public struct Sophia: OracleOptimizer {
  /// The method that gives the diagonal.
  public enum Hessian: String, CaseIterable, WordHyperparameter {
    case hutchinson
    case gaussNewtonBartlett = "gauss_newton_bartlett"
    case exact
  }
  /// The distribution of the numbers in Hutchinson's vectors.
  public enum Distribution: String, CaseIterable, WordHyperparameter {
    case rademacher, normal
  }
  /// How ε keeps the denominator above 0.
  public enum Placement: String, CaseIterable, WordHyperparameter {
    case floor, sum
  }
  /// Whether h takes an estimate before the move or after it.
  public enum Update: String, CaseIterable, WordHyperparameter {
    case before, after
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
  @Hyperparameter("the momentum is divided by 1 − β₁ᵗ") public var useBiasCorrection = false
  @Hyperparameter("max(ρh, ε) or ρ max(h, 0) + ε") public var epsPlacement = Placement.floor
  @Hyperparameter("h takes an estimate before the move or after it")
  public var hessianUpdate = Update.before

  public init() {}

  public static let card = Card(
    name: "sophia", summary: "momentum over the Hessian's diagonal, clipped",
    formula: """
      mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ                          m₀ = 0
      hₜ = β₂ hₜ₋₁ + (1 − β₂) ĥₜ every k steps, from the first;  else hₜ₋₁    h₀ = 0
      ĥ = z ⊙ H z with random z (hutchinson), diag H (exact), or
          B ĝ ⊙ ĝ, ĝ the gradient over B examples with labels that the model draws
      xₜ = (1 − ηλ) xₜ₋₁ − η clip(mₜ / max(ρ hₜ, ε), −1, 1)
      """,
    source: "Liu et al., ICLR 2024, arXiv:2305.14342, Algorithm 3")

  public static let exemptions = [
    Exemption(
      law: "P19",
      reason: "the laws' Hessians are diagonal, where every z of signs gives them exactly",
      reference: "Liu et al., arXiv:2305.14342, Algorithm 1")
  ]

  public var needs: Needs { drawsLabels ? .drawnLabels : .hessianProduct }
  public var decoupledDecay: Double { weightDecay }
  public var nominalCost: Double { 1 + (drawsLabels ? 1 : 2) / Double(updatePeriod) }
  public var scratchVectors: Int { 3 }
  private var drawsLabels: Bool { hessian == .gaussNewtonBartlett }

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
    let isDue = s.layout.tensors.indices.contains { i in
      due(i) != nil && s.layout.tensors[i].count > 0
    }
    let estimate = isDue ? diagonal(s, step: due) : nil
    for (tensor, part) in s.layout.tensors.enumerated() where s.hasGradient(tensor) {
      let new = due(tensor) == nil ? nil : estimate
      s.scalars[tensor] += 1
      let c1 = useBiasCorrection ? 1 - Double.pow(beta1, s.scalars[tensor]) : 1
      for i in part.range {
        m[i] = T(beta1) * m[i] + T(1 - beta1) * s.gradient[i]
        let old = h[i]
        if let new { h[i] = T(beta2) * old + T(1 - beta2) * new[i] }
        let curvature = T(rho) * (hessianUpdate == .before ? h[i] : old)
        let divisor =
          epsPlacement == .floor ? max(curvature, T(epsilon)) : max(curvature, 0) + T(epsilon)
        let ratio = m[i] == 0 ? 0 : m[i] / T(c1) / divisor
        // This form keeps NaN as NaN.
        let move: T = ratio > 1 ? 1 : ratio < -1 ? -1 : ratio
        s.x[i] = s.x[i] * T(1 - s.rate * weightDecay) - T(s.rate) * move
      }
    }
    return .updated
  }

  private func diagonal<T: KernelScalar>(
    _ s: OracleStep<T>, step: (_ tensor: Int) -> Int?
  ) -> UnsafeMutableBufferPointer<T> {
    switch hessian {
    case .exact: HessianDiagonal.exact(s, scratch: 0)
    case .hutchinson:
      HessianDiagonal.hutchinson(s, scratch: 0, isNormal: distribution == .normal, step: step)
    case .gaussNewtonBartlett:
      // The sum of the counters grows with every step.
      HessianDiagonal.gaussNewtonBartlett(s, scratch: 0, step: 1 + Int(s.scalars.reduce(0, +)))
    }
  }
}
