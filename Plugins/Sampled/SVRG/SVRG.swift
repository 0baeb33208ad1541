import Descent
import DescentRules

/// Stochastic descent that reduces a gradient's noise by subtracting the noise of the same
/// batch at a snapshot.
///
/// - Follows: Johnson and Zhang, "Accelerating stochastic gradient descent using predictive variance
///   reduction", NIPS 2013.
/// - Deviations: after a number of steps, the current point becomes the next snapshot (their option I).
///   A tensor without a gradient at the time of a snapshot keeps its previous one.
/// - Memory: 2 vectors, 1 scalar. Time per step: O(n) and one more gradient of the batch; at a snapshot,
///   a gradient of all examples.
/// - See also: ``SAGA``, which stores a gradient of each example instead of snapshots.
public struct SVRG: OracleOptimizer {
  @Hyperparameter("learning rate η", in: 0...) public var learningRate = 0.01
  @Hyperparameter("steps between two snapshots", in: 1...) public var period = 100

  public init() {}

  public static let card = Card(
    name: "svrg", summary: "stochastic variance-reduced gradient descent",
    formula: "xₜ = xₜ₋₁ − η (∇fᵢ(xₜ₋₁) − ∇fᵢ(w) + ∇f(w))        w = x every period steps, from x₀",
    source: "Johnson and Zhang, NIPS 2013")

  public var needs: Needs { [.evaluation, .examples] }
  public var scratchVectors: Int { 1 }

  public func stateLayout(for layout: Layout) -> StateLayout {
    var state = StateLayout()
    state.appendBuffer("snapshot", count: layout.count)
    state.appendBuffer("mean_gradient", count: layout.count)
    state.appendScalar("steps")
    return state
  }

  public func step<T: KernelScalar>(_ s: OracleStep<T>) -> StepAnswer {
    let (w, mean, g) = (s.buffer(0), s.buffer(1), s.scratch(0))
    if s.scalars[0].truncatingRemainder(dividingBy: Double(period)) == 0 {
      for part in s.presentParts { for i in part { w[i] = s.x[i] } }
      _ = s.oracle.valueAndGradient(at: w.baseAddress!, over: .all, into: g.baseAddress!)
      for part in s.presentParts { for i in part { mean[i] = g[i] } }
    }
    s.scalars[0] += 1
    _ = s.oracle.valueAndGradient(at: w.baseAddress!, into: g.baseAddress!)
    for part in s.presentParts {
      for i in part { s.x[i] -= T(s.rate) * (s.gradient[i] - g[i] + mean[i]) }
    }
    return .updated
  }
}
