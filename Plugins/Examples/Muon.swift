import Descent
import DescentMatrix

/// Orthogonalized momentum: each matrix moves by the nearest matrix with equal singular values, so
/// that all its directions advance at the same pace. A vector is a matrix with one row.
struct Muon: GradientOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.02
  @Hyperparameter("momentum μ", in: 0..<1) var momentum = 0.95
  @Hyperparameter("steps of the Newton-Schulz iteration", in: 1...) var iterations = 5

  static let card = Card(
    name: "my_muon", summary: "orthogonalised momentum",
    formula: """
      mₜ = μ mₜ₋₁ + gₜ                   m₀ = 0
      X₀ = mₜ/‖mₜ‖                       Xₖ = a Xₖ₋₁ + (b A + c A²) Xₖ₋₁,  A = Xₖ₋₁ Xₖ₋₁ᵀ
      xₜ = xₜ₋₁ − η X₅                   a, b, c = 3.4445, −4.7750, 2.0315
      """,
    source: "Jordan et al., Muon: an optimizer for hidden layers, 2024")

  func slots(for tensor: Layout.Tensor) -> [TensorSlot] { ["momentum"] }

  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    let (m, move) = (s["momentum"], s.work.take(s.count))
    for i in 0..<s.count {
      m[i] = T(momentum) * m[i] + s.gradient[i]
      move[i] = m[i]
    }
    NewtonSchulz(steps: iterations).orthogonalise(s.matrix(move), work: s.work)
    for i in 0..<s.count { s.x[i] -= T(s.rate) * move[i] }
  }
}

let plugin = Plugin(Muon.self)
