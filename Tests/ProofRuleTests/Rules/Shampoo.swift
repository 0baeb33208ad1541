import Descent
import DescentMatrix

/// Shampoo: a preconditioner for each axis of a tensor.
///
/// - Follows: Gupta, Koren and Singer, "Shampoo: preconditioned stochastic tensor optimization", ICML
///   2018, arXiv:1802.09568, Algorithm 1.
/// - Deviations: a tensor of more than two axes is the matrix of its first extent by all others. An axis
///   longer than `max_dim` is left out, but still counts in the exponent.
/// - Memory: the square of each axis, and as much for its root. Time per step: O(rows³ + columns³).
struct Shampoo: GradientOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("ε, the start of the factors' diagonals", in: 0...) var epsilon = 1e-4
  @Hyperparameter("longest axis with a factor", in: 1...) var maxDim = 1024

  static let card = Card(
    name: "shampoo", summary: "a preconditioner for each axis",
    formula: """
      Lₜ = Lₜ₋₁ + Gₜ Gₜᵀ        Rₜ = Rₜ₋₁ + Gₜᵀ Gₜ        L₀ = R₀ = ε 1
      Xₜ = Xₜ₋₁ − η Lₜ^(−1/4) Gₜ Rₜ^(−1/4)        a vector: xₜ = xₜ₋₁ − η Rₜ^(−1/2) gₜ
      """,
    source: "Gupta, Koren and Singer, ICML 2018, arXiv:1802.09568, Algorithm 1")

  func slots(for tensor: Layout.Tensor) -> [TensorSlot] {
    guard tensor.shape.count > 1 else { return [factor("right", tensor.count)] }
    let columns = tensor.shape.dropFirst().reduce(1, *)
    return [factor("right", columns), factor("left", tensor.shape[0])]
  }
  private func factor(_ name: String, _ extent: Int) -> TensorSlot {
    TensorSlot(name, count: extent <= maxDim ? extent * extent : 0)
  }
  func counters(for tensor: Layout.Tensor) -> [StateSlot] { ["steps"] }

  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    let axes = s.tensor.shape.count > 1 ? 2 : 1
    let (g, u) = (s.matrix(s.gradient), s.matrix(s.work.take(s.count)))
    u.copy(g)
    s.counters[0] += 1
    for axis in 0..<axes where !s.slot(axis).isEmpty {
      let (side, move) = axis == 0 ? (g.transposed, u.transposed) : (g, u)
      let n = side.rows
      let factor = MutableMatrixView(s.slot(axis), rows: n, columns: n)
      if s.counters[0] == 1 { factor.addToDiagonal(T(epsilon)) }
      factor.setGram(side, beta: 1)
      let (root, next) = (s.work.matrix(n, n), s.work.matrix(n, side.columns))
      factor.view.symmetricPower(-0.5 / Double(axes), into: root, work: s.work)
      next.setProduct(root, move)
      move.copy(next.view)
    }
    let x = s.matrix(s.x)
    for i in 0..<x.rows { for j in 0..<x.columns { x[i, j] -= T(s.rate) * u[i, j] } }
  }
}
