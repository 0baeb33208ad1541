import Descent
import DescentRules

/// Sharpness-aware minimisation with momentum: a step with the gradient of the worst point nearby.
///
/// - Follows: Foret et al., "Sharpness-aware minimization for efficiently improving generalization",
///   ICLR 2021, arXiv:2010.01412, Algorithm 1, with PyTorch's SGD inside, as in the authors' code.
/// - Deviations: none; 1e-12 is added to the norm as there.
/// - Memory: n. Time per step: O(n) and one more gradient.
struct SAM: OracleOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("radius ρ of the neighbourhood", in: 0...) var rho = 0.05
  @Hyperparameter("momentum μ", in: 0..<1) var momentum = 0.0

  static let card = Card(
    name: "sam", summary: "sharpness-aware minimisation",
    formula: """
      vₜ = μ vₜ₋₁ + ∇f(xₜ₋₁ + ρ gₜ/‖gₜ‖)
      xₜ = xₜ₋₁ − η vₜ
      """,
    source: "Foret et al., ICLR 2021, arXiv:2010.01412, Algorithm 1")

  var scratchVectors: Int { 2 }

  func stateLayout(for layout: Layout) -> StateLayout {
    var state = StateLayout()
    state.appendBuffer("velocity", count: layout.count)
    return state
  }

  func step<T: KernelScalar>(_ s: OracleStep<T>) -> StepAnswer {
    let (v, point, g) = (s.buffer(0), s.scratch(0), s.scratch(1))
    let length = dot(s.gradient, s.gradient).squareRoot() + 1e-12
    for i in point.indices { point[i] = s.x[i] + T(rho / length) * s.gradient[i] }
    _ = s.oracle.valueAndGradient(at: point.baseAddress!, into: g.baseAddress!)
    for (tensor, part) in s.layout.tensors.enumerated() where s.hasGradient(tensor) {
      for i in part.range {
        v[i] = T(momentum) * v[i] + g[i]
        s.x[i] -= T(s.rate) * v[i]
      }
    }
    return .updated
  }
}
