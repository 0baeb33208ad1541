import Descent

/// Rules of the literature in minimal form, which the fingerprint must distinguish.

/// Chen et al., "Symbolic discovery of optimization algorithms", NeurIPS 2023, Program 1.
struct Lion: CoordinatewiseOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  @Hyperparameter("share of the momentum in the update", in: 0..<1) var beta1 = 0.5
  @Hyperparameter("decay of the momentum", in: 0..<1) var beta2 = 0.75
  @Hyperparameter("decoupled weight decay", in: 0..., kind: .weightDecay) var weightDecay = 0.0
  static let card = Card(name: "lion", summary: "", formula: "", source: "")
  var slots: [StateSlot] { ["momentum"] }

  func update<T: KernelScalar>(_ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double)
  {
    let c = T(beta1) * s[0] + T(1 - beta1) * g
    // The sign of 0 and of NaN is the number itself.
    let sign: T = c > 0 ? 1 : (c < 0 ? -1 : c)
    x -= T(rate) * (sign + T(weightDecay) * x)
    s[0] = T(beta2) * s[0] + T(1 - beta2) * g
  }
}

/// Bernstein et al., "signSGD", ICML 2018.
struct SignSGD: CoordinatewiseOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  static let card = Card(name: "signsgd", summary: "", formula: "", source: "")

  func update<T: KernelScalar>(_ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double)
  {
    x -= T(rate) * (g > 0 ? 1 : (g < 0 ? -1 : g))
  }
}

/// You et al., "Large batch optimization for deep learning", ICLR 2020, Algorithm 2, with the norm
/// itself in the place of φ.
struct LAMB: GradientOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  @Hyperparameter("decay of the first moment", in: 0..<1, kind: .firstMomentDecay) var beta1 = 0.5
  @Hyperparameter("decay of the second moment", in: 0..<1, kind: .secondMomentDecay) var beta2 =
    0.75
  @Hyperparameter("added to the root", in: 0..., kind: .stabilizer) var epsilon = 0.25
  @Hyperparameter("weight decay", in: 0..., kind: .weightDecay) var weightDecay = 0.0
  static let card = Card(name: "lamb", summary: "", formula: "", source: "")

  func stateLayout(for layout: Layout) -> StateLayout {
    var state = StateLayout()
    state.appendBuffer("m", count: layout.count)
    state.appendBuffer("v", count: layout.count)
    for tensor in layout.tensors { state.appendScalar(StateSlot("step[\(tensor.name)]")) }
    return state
  }

  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout) {
    let (m, v) = (step.buffers, step.buffers + layout.count)
    for (index, tensor) in layout.tensors.enumerated() where step.present?[index] ?? true {
      step.scalars[index] += 1
      let correction1 = T(1 - Double.pow(beta1, step.scalars[index]))
      let correction2 = T(1 - Double.pow(beta2, step.scalars[index]))
      var update: [T] = []
      var (xx, rr): (T, T) = (0, 0)
      for i in tensor.range {
        let g = step.gradient[i]
        m[i] = T(beta1) * m[i] + T(1 - beta1) * g
        v[i] = T(beta2) * v[i] + T(1 - beta2) * g * g
        let root = sqrt(v[i] / correction2) + T(epsilon)
        let x = step.parameters[i]
        let r = quotient(m[i] / correction1, root) + T(weightDecay) * x
        update.append(r)
        xx += x * x
        rr += r * r
      }
      let trust = xx > 0 && rr > 0 ? sqrt(xx / rr) : 1
      for (i, r) in zip(tensor.range, update) { step.parameters[i] -= T(step.rate) * trust * r }
    }
  }
}

/// Jordan et al., "Muon", 2024, with the exact polar factor in the place of Newton and Schulz's.
struct Muon: GradientOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  @Hyperparameter("momentum", in: 0..<1, kind: .momentum) var momentum = 0.75
  @Hyperparameter("decoupled weight decay", in: 0..., kind: .weightDecay) var weightDecay = 0.0
  static let card = Card(name: "muon", summary: "", formula: "", source: "")

  func stateLayout(for layout: Layout) -> StateLayout {
    var state = StateLayout()
    state.appendBuffer("momentum", count: layout.count)
    return state
  }

  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout) {
    for (index, tensor) in layout.tensors.enumerated()
    where tensor.count > 0 && step.present?[index] ?? true {
      for i in tensor.range {
        step.buffers[i] = T(momentum) * step.buffers[i] + step.gradient[i]
      }
      let buffer = Matrix(tensor.range.map { Double(step.buffers[$0]) }, shape: tensor.shape)
      let polar = (buffer * buffer.transposed).inverseRoot() * buffer
      for (i, entry) in zip(tensor.range, polar.entries) {
        step.parameters[i] -= T(step.rate) * (T(entry) + T(weightDecay) * step.parameters[i])
      }
    }
  }
}

/// Gupta, Koren and Singer, "Shampoo", ICML 2018, Algorithm 1, with pseudo-inverse roots.
struct Shampoo: GradientOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  @Hyperparameter("multiple of the identity in both factors", in: 0..., kind: .stabilizer)
  var epsilon = 0.25
  static let card = Card(name: "shampoo", summary: "", formula: "", source: "")

  private func sides(_ tensor: Layout.Tensor) -> (rows: Int, columns: Int) {
    let rows = tensor.shape.first ?? 1
    return (rows, rows == 0 ? 0 : tensor.count / rows)
  }

  func stateLayout(for layout: Layout) -> StateLayout {
    var state = StateLayout()
    for tensor in layout.tensors {
      let (rows, columns) = sides(tensor)
      state.appendBuffer(StateSlot("left[\(tensor.name)]"), count: rows * rows)
      state.appendBuffer(StateSlot("right[\(tensor.name)]"), count: columns * columns)
    }
    return state
  }

  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout) {
    var offset = 0
    for (index, tensor) in layout.tensors.enumerated() where tensor.count > 0 {
      let (rows, columns) = sides(tensor)
      guard step.present?[index] ?? true else {
        offset += rows * rows + columns * columns
        continue
      }
      let g = Matrix(tensor.range.map { Double(step.gradient[$0]) }, shape: tensor.shape)
      func accumulated(_ product: Matrix, _ size: Int) -> Matrix {
        for i in 0..<(size * size) { step.buffers[offset + i] += T(product.entries[i]) }
        var sum = Matrix(
          (0..<(size * size)).map { Double(step.buffers[offset + $0]) }, shape: [size, size])
        for i in 0..<size { sum.entries[i * size + i] += epsilon }
        offset += size * size
        return sum.inverseRoot(fourth: true)
      }
      let left = accumulated(g * g.transposed, rows)
      let right = accumulated(g.transposed * g, columns)
      for (i, entry) in zip(tensor.range, (left * g * right).entries) {
        step.parameters[i] -= T(step.rate) * T(entry)
      }
    }
  }
}
