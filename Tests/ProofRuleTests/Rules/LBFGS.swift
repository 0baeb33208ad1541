import Descent

/// Limited-memory BFGS: Newton's direction with a Hessian that the last moves and changes of the
/// gradient tell of.
///
/// - Follows: Liu and Nocedal, "On the limited memory BFGS method for large scale optimization",
///   Mathematical Programming 45, 1989; Nocedal and Wright, Algorithms 7.4, 7.5; PyTorch's `LBFGS`, one
///   iteration a step, for the first trial and the line search.
/// - Deviations: a pair is kept if its curvature is positive against its size (`relative`); PyTorch's
///   test `absolute` depends on the scale of values. A pair of a step without a tensor's gradient is 0
///   in it. For full gradients: the two gradients of a pair must be of the same examples.
/// - Memory: 2 history_size + 2 vectors. Time per step: O(n · history_size).
struct LBFGS: OracleOptimizer {
  enum LineSearch: String, CaseIterable, WordHyperparameter {
    case none
    case strongWolfe = "strong_wolfe"
  }
  enum Curvature: String, CaseIterable, WordHyperparameter {
    case relative
    case absolute
  }

  @Hyperparameter("step length, or first trial, after the first step", in: 0...)
  var learningRate = 1.0
  @Hyperparameter("pairs that are kept", in: 1...) var historySize = 100
  @Hyperparameter("how the step length is found") var lineSearch = LineSearch.strongWolfe
  @Hyperparameter("which pairs are kept") var curvature = Curvature.relative
  @Hyperparameter("stops where no entry of the gradient is larger", in: 0...) var tolerance = 0.0

  static let card = Card(
    name: "lbfgs", summary: "quasi-Newton descent from the last moves",
    formula: """
      xₜ = xₜ₋₁ − tₜ Hₜ gₜ        tₜ by the strong Wolfe conditions
      Hₜ from γ 1 and the last pairs s = Δx, y = Δg;  γ = sᵀy / yᵀy
      """,
    source: "Liu and Nocedal, Mathematical Programming 45, 1989")

  var needs: Needs {
    lineSearch == .none
      ? .consistentGradient : [.value, .evaluation, .consistentGradient]
  }
  /// A line search that accepts its first trial hands its gradient over.
  var nominalCost: Double { 1 }
  var scratchVectors: Int { lineSearch == .none ? 3 : 7 }

  func stateLayout(for layout: Layout) -> StateLayout {
    var state = StateLayout()
    state.appendBuffer("moves", count: historySize * layout.count)
    state.appendBuffer("changes", count: historySize * layout.count)
    state.appendBuffer("inverse_products", count: historySize)
    state.appendBuffer("direction", count: layout.count)
    state.appendBuffer("last_gradient", count: layout.count)
    for name in ["steps", "pairs", "next_pair", "gamma", "step_length"] {
      state.appendScalar(StateSlot(name))
    }
    return state
  }

  func step<T: KernelScalar>(_ s: OracleStep<T>) -> StepAnswer {
    // Written so that NaN is not converged.
    guard s.gradient.contains(where: { !(abs($0) <= T(tolerance)) }) else {
      return s.stop(.converged)
    }
    let (d, g) = (s.scratch(0), s.gradient)
    let isFirst = s.scalars[0] == 0
    let pair = isFirst ? nil : newPair(s)
    let gamma = pair.map { $0.product / $0.square } ?? (isFirst ? 1 : s.scalars[3])
    setDirection(d, s, pair?.product, gamma)
    let slope = dot(g, UnsafeBufferPointer(d))
    guard slope < 0 else { return s.stop(.noDescent) }
    let size = g.reduce(0) { $0 + abs(Double($1)) }
    let first = isFirst ? min(1, 1 / size) * s.rate : s.rate
    guard lineSearch == .strongWolfe else {
      for i in d.indices { s.x[i] += T(first) * d[i] }
      commit(s, pair?.product, gamma, length: first)
      return .updated
    }
    let start = StrongWolfe.Trial(t: 0, value: s.value, slope: slope, slot: -1)
    let length = Double(d.reduce(0) { max($0, abs($1)) })
    let point = s.scratch(6)
    let found = StrongWolfe().search(from: start, first: first, length: length) { t, slot in
      for i in d.indices { point[i] = s.x[i] + T(t) * d[i] }
      let gradient = s.scratch(3 + slot)
      let value = s.oracle.valueAndGradient(at: point.baseAddress!, into: gradient.baseAddress!)
      return (Double(value), dot(gradient, d))
    }
    guard found.slot >= 0, found.value < .infinity, found.t > 0 else {
      return s.stop(.lineSearchFailed)
    }
    commit(s, pair?.product, gamma, length: found.t)
    for i in d.indices { s.x[i] += T(found.t) * d[i] }
    s.acceptedGradient.copy(s.scratch(3 + found.slot))
    return s.accept(value: found.value)
  }

  /// The last move and the change of the gradient along it, in work vectors 1 and 2, and their product
  /// and the square of the change; nil if the pair is of no use.
  private func newPair<T: KernelScalar>(
    _ s: OracleStep<T>
  ) -> (product: Double, square: Double)? {
    let (move, change) = (s.scratch(1), s.scratch(2))
    let (direction, last) = (s.buffer(3), s.buffer(4))
    for i in move.indices {
      move[i] = direction[i] * T(s.scalars[4])
      change[i] = s.gradient[i] - last[i]
    }
    for (tensor, part) in s.layout.tensors.enumerated() {
      // Without a gradient in one of the two steps there is no change of it.
      guard !s.hasGradient(tensor) || part.range.allSatisfy({ direction[$0] == 0 }) else {
        continue
      }
      for i in part.range { (move[i], change[i]) = (0, 0) }
    }
    let (product, square) = (dot(change, move), dot(change, change))
    let limit =
      curvature == .absolute ? 1e-10 : Double.ulpOfOne * (square * dot(move, move)).squareRoot()
    return product > limit ? (product, square) : nil
  }

  /// How many pairs are kept, and the place of the next one. A state that was damaged, or that a law has
  /// changed, must not lead out of the buffers.
  private func ring<T: KernelScalar>(_ s: OracleStep<T>) -> (pairs: Int, next: Int) {
    let (pairs, next) = (Int(s.scalars[1]), Int(s.scalars[2]) % historySize)
    return (min(max(pairs, 0), historySize), next < 0 ? next + historySize : next)
  }

  /// Nocedal and Wright, Algorithm 7.4.
  private func setDirection<T: KernelScalar>(
    _ d: UnsafeMutableBufferPointer<T>, _ s: OracleStep<T>, _ newProduct: Double?, _ gamma: Double
  ) {
    let n = d.count
    let (moves, changes, inverses) = (s.buffer(0), s.buffer(1), s.buffer(2))
    let (pairs, next) = ring(s)
    let new = newProduct == nil ? 0 : 1
    let count = min(pairs, historySize - new) + new
    /// Pair `k`, from the newest.
    func pair(_ k: Int) -> (
      move: UnsafeMutableBufferPointer<T>, change: UnsafeMutableBufferPointer<T>, inverse: Double
    ) {
      if k < new { return (s.scratch(1), s.scratch(2), 1 / (newProduct ?? 1)) }
      let i = (next - 1 - (k - new) + 2 * historySize) % historySize
      let range = i * n..<(i + 1) * n
      return (
        UnsafeMutableBufferPointer(rebasing: moves[range]),
        UnsafeMutableBufferPointer(rebasing: changes[range]), Double(inverses[i])
      )
    }
    for i in d.indices { d[i] = -s.gradient[i] }
    withUnsafeTemporaryAllocation(of: Double.self, capacity: max(1, count)) { alpha in
      for k in 0..<count {
        let (move, change, inverse) = pair(k)
        alpha[k] = dot(move, d) * inverse
        for i in d.indices { d[i] -= T(alpha[k]) * change[i] }
      }
      for i in d.indices { d[i] *= T(gamma) }
      for k in (0..<count).reversed() {
        let (move, change, inverse) = pair(k)
        let beta = dot(change, d) * inverse
        for i in d.indices { d[i] += T(alpha[k] - beta) * move[i] }
      }
    }
    for (tensor, part) in s.layout.tensors.enumerated() where !s.hasGradient(tensor) {
      for i in part.range { d[i] = 0 }
    }
  }

  /// Keeps the new pair in the place of the oldest, and what the next pair is made of.
  private func commit<T: KernelScalar>(
    _ s: OracleStep<T>, _ newProduct: Double?, _ gamma: Double, length: Double
  ) {
    s.scalars[0] += 1
    if let newProduct {
      let ((pairs, next), n) = (ring(s), s.x.count)
      UnsafeMutableBufferPointer(rebasing: s.buffer(0)[next * n..<(next + 1) * n]).copy(
        s.scratch(1))
      UnsafeMutableBufferPointer(rebasing: s.buffer(1)[next * n..<(next + 1) * n]).copy(
        s.scratch(2))
      s.buffer(2)[next] = T(1 / newProduct)
      s.scalars[1] = Double(min(pairs + 1, historySize))
      s.scalars[2] = Double((next + 1) % historySize)
    }
    s.scalars[3] = gamma
    s.scalars[4] = length
    s.buffer(3).copy(s.scratch(0))
    s.buffer(4).copy(s.gradient)
  }
}
