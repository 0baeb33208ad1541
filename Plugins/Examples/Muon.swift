import Descent

/// Momentum made orthogonal: each matrix moves by the nearest one whose singular values are equal, so
/// that no direction of it waits for the others. A vector is a matrix of one row.
struct Muon: GradientOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.02
  @Hyperparameter("momentum μ", in: 0..<1) var momentum = 0.95
  @Hyperparameter("steps of the Newton-Schulz iteration", in: 1...) var iterations = 5

  static let card = Card(
    name: "muon", summary: "orthogonalised momentum",
    formula: """
      mₜ = μ mₜ₋₁ + gₜ                   m₀ = 0
      X₀ = mₜ/‖mₜ‖                       Xₖ = a Xₖ₋₁ + (b A + c A²) Xₖ₋₁,  A = Xₖ₋₁ Xₖ₋₁ᵀ
      xₜ = xₜ₋₁ − η X₅                   a, b, c = 3.4445, −4.7750, 2.0315
      """,
    source: "Jordan et al., Muon: an optimizer for hidden layers, 2024")

  func stateLayout(for layout: Layout) -> StateLayout {
    var state = StateLayout()
    state.appendBuffer("momentum", count: layout.count)
    return state
  }

  func step<T: KernelScalar>(_ s: StepArguments<T>, layout: Layout) {
    for (index, tensor) in layout.tensors.enumerated() where tensor.count > 0 {
      // A tensor without a gradient keeps its momentum and stays where it is.
      if let present = s.present, !present[index] { continue }
      for i in tensor.range { s.buffers[i] = T(momentum) * s.buffers[i] + s.gradient[i] }
      let rows = tensor.shape.count > 1 ? tensor.shape[0] : 1
      let move = orthogonalised(Array(tensor.range.map { s.buffers[$0] }), rows: rows)
      for i in tensor.range { s.parameters[i] -= T(s.rate) * move[i - tensor.offset] }
    }
  }

  /// The matrix with its singular values brought near 1; zeros stay zeros.
  func orthogonalised<T: KernelScalar>(_ matrix: [T], rows: Int) -> [T] {
    let columns = matrix.count / rows
    // Scaled to its largest entry first: the squares then neither overflow nor vanish.
    let largest = matrix.reduce(0) { max($0, abs($1)) }
    guard largest > 0 else { return matrix }
    var x = matrix.map { $0 / largest }
    let norm = T.sqrt(x.reduce(0) { $0 + $1 * $1 })
    for i in x.indices { x[i] /= norm }
    for _ in 0..<iterations {
      var gram = [T](repeating: 0, count: rows * rows)
      for i in 0..<rows {
        for j in 0..<rows {
          for k in 0..<columns { gram[i * rows + j] += x[i * columns + k] * x[j * columns + k] }
        }
      }
      var mix = gram.map { T(-4.775) * $0 }
      for i in 0..<rows {
        mix[i * rows + i] += T(3.4445)
        for j in 0..<rows {
          for k in 0..<rows {
            mix[i * rows + j] += T(2.0315) * gram[i * rows + k] * gram[k * rows + j]
          }
        }
      }
      var next = [T](repeating: 0, count: x.count)
      for i in 0..<rows {
        for k in 0..<rows {
          for j in 0..<columns { next[i * columns + j] += mix[i * rows + k] * x[k * columns + j] }
        }
      }
      x = next
    }
    return x
  }
}

let plugin = Plugin(Muon.self)
