import Descent
import DescentMatrix

/// A rule with sums similar to LAMB, with a moment, a root and two norms. It is in no catalogue.
struct SumsRule: SummingOptimizer {
  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.01

  static let card = Card(
    name: "sums", summary: "a rule with sums",
    formula: "s ← s + g²    d = g / (√s + 1)    x ← x − η ‖x‖/‖d‖ d", source: "planted")

  var slots: [StateSlot] { ["squares"] }
  var sums: [Reduction] { [.sum, .sum] }

  func constants(_ info: StepInfo, counters: inout Counters, sums: Sums) -> Double {
    sums[0] > 0 && sums[1] > 0 ? info.rate * (sums[0] / sums[1]).squareRoot() : info.rate
  }

  func direction<T: KernelScalar>(_ g: T, _ s: inout Slots<T>) -> T {
    s[0] += g * g
    return g / (sqrt(s[0]) + 1)
  }

  func terms<T: KernelScalar>(
    pass: Int, _ x: T, gradient g: T, state: Slots<T>, _ c: Double
  ) -> Terms<T> {
    var s = state
    let d = direction(g, &s)
    return [x * x, d * d, 0, 0]
  }

  func update<T: KernelScalar>(_ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double) {
    x -= T(c) * direction(g, &s)
  }
}

/// A matrix rule that uses products, eigenvalues and work memory. It is in no catalogue.
struct MatrixRule: GradientOptimizer {
  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.01

  static let card = Card(
    name: "matrices", summary: "a rule of matrices",
    formula: "L ← L + G Gᵀ    X ← X − η L^−½ NS(G)",
    source: "planted")

  func slots(for tensor: Layout.Tensor) -> [TensorSlot] {
    let rows = tensor.shape.count > 1 ? tensor.shape[0] : 1
    return [TensorSlot("left", count: rows * rows)]
  }

  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    let g = s.matrix(s.gradient)
    let (u, root) = (s.work.matrix(g.rows, g.columns), s.work.matrix(g.rows, g.rows))
    let left = MutableMatrixView(s["left"], rows: g.rows, columns: g.rows)
    left.setGram(g, beta: 1)
    left.view.symmetricPower(-0.5, floor: 1e-6, into: root, work: s.work)
    u.copy(g)
    NewtonSchulz().orthogonalise(u, work: s.work)
    s.matrix(s.x).setProduct(root, u, alpha: T(-s.rate), beta: 1)
  }
}
