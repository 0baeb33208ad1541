import Descent

// Right rules that are similar to wrong ones: they ignore or limit something on purpose.

/// Gradient descent with the mean of each row taken out: a single column does not move.
struct CentredRows: GradientOptimizer {
  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.1
  static let card = Card(name: "centred_rows", summary: "", formula: "", source: "elementary")
  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    let rows = s.tensor.shape.count > 1 ? s.tensor.shape[0] : s.count
    let columns = s.count / rows
    for i in 0..<rows {
      let sum = (0..<columns).reduce(T.zero) { $0 + s.gradient[i * columns + $1] }
      let mean = rows == s.count && s.tensor.shape.count == 1 ? 0 : sum / T(columns)
      for j in i * columns..<(i + 1) * columns { s.x[j] -= T(s.rate) * (s.gradient[j] - mean) }
    }
  }
}

/// A gradient over the root mean square of its block of 256.
struct BlockScaled: GradientOptimizer {
  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.1
  static let card = Card(name: "block_scaled", summary: "", formula: "", source: "elementary")
  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    for first in stride(from: 0, to: s.count, by: 256) {
      let block = first..<min(first + 256, s.count)
      let square = block.reduce(T.zero) { $0 + s.gradient[$1] * s.gradient[$1] }
      if square == 0 { continue }
      let size = sqrt(square / T(block.count))
      for i in block { s.x[i] -= T(s.rate) * (s.gradient[i] / size) }
    }
  }
}

/// Gradient descent with the gradient clipped to the norm 100, which is summed sequentially.
struct ClippedNorm: GradientOptimizer {
  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.1
  static let card = Card(name: "clipped_norm", summary: "", formula: "", source: "elementary")
  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    let square = (0..<s.count).reduce(T.zero) { $0 + s.gradient[$1] * s.gradient[$1] }
    let norm = sqrt(square)
    for i in 0..<s.count {
      s.x[i] -= T(s.rate) * (norm > 100 ? s.gradient[i] / norm * 100 : s.gradient[i])
    }
  }
}

/// Full-matrix Adagrad's state, the square of a vector.
struct OuterSums: GradientOptimizer {
  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.1
  static let card = Card(name: "outer_sums", summary: "", formula: "", source: "elementary")
  func slots(for tensor: Layout.Tensor) -> [TensorSlot] {
    [TensorSlot("sums", count: tensor.count * tensor.count)]
  }
  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    let sums = s.slot(0)
    for i in 0..<s.count {
      for j in 0..<s.count { sums[i * s.count + j] += s.gradient[i] * s.gradient[j] }
    }
    for i in 0..<s.count {
      let size = sqrt(sums[i * s.count + i])
      s.x[i] -= size == 0 ? 0 : T(s.rate) * (s.gradient[i] / size)
    }
  }
}

/// Gradient descent with a largest move, which its user sets.
struct LargestMove: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.1
  @Hyperparameter("largest move", above: 0) var largest = 1.0
  static let card = Card(name: "largest_move", summary: "", formula: "", source: "elementary")
  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) {
    let move = T(rate) * g
    x -= move > T(largest) ? T(largest) : move < -T(largest) ? -T(largest) : move
  }
}

/// A gradient over its size, guarded where that is small.
struct GuardedSign: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.1
  @Hyperparameter("decay", in: 0..<1) var decay = 0.9
  static let card = Card(name: "guarded_sign", summary: "", formula: "", source: "elementary")
  var slots: [StateSlot] { ["square"] }
  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) {
    s[0] = T(decay) * s[0] + T(1 - decay) * g * g
    let size = sqrt(s[0])
    x -= T(rate) * (g / (size < 1e-12 ? 1e-12 : size))
  }
}

/// Gradient descent whose rate is of the shape.
struct RateByShape: GradientOptimizer {
  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.1
  static let card = Card(name: "rate_by_shape", summary: "", formula: "", source: "elementary")
  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    let shape = s.tensor.shape
    let isMatrix = shape.count > 1
    let rate = T(s.rate * (isMatrix ? sqrt(Double(max(shape[0], s.count / shape[0]))) : 1))
    for i in 0..<s.count { s.x[i] -= rate * s.gradient[i] }
  }
}
