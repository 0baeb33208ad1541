import Descent

/// Forward and backward passes of a dense network over blocks of examples, with all work memory
/// allocated once.
final class Network<T: DenseScalar> {
  let architecture: Architecture
  /// The largest number of examples in one pass.
  let capacity: Int
  private let layers: [Architecture.Layer]
  private let memory: UnsafeMutablePointer<T>
  private let memoryCount: Int
  /// The position of each layer's outputs in the memory: activations, and for the last layer
  /// the scores.
  private let outputs: [Int]
  /// The position of each layer's derivatives of the activations.
  private let derivatives: [Int]
  /// The positions of two blocks for the derivatives of the loss, which the layers use
  /// alternately.
  private let deltas: [Int]

  init(_ architecture: Architecture, capacity: Int) {
    _ = singleThreadedBLAS
    self.architecture = architecture
    self.capacity = capacity
    layers = architecture.layers
    var total = 0
    func reserve(_ width: Int) -> Int {
      defer { total += (capacity * width + 15) & ~15 }
      return total
    }
    outputs = layers.map { reserve($0.outputs) }
    let keepsDerivatives = architecture.activation == .gelu
    derivatives = layers.dropLast().map { reserve(keepsDerivatives ? $0.outputs : 0) }
    let widest = layers.dropLast().map(\.outputs).max() ?? 0
    deltas = [reserve(widest), reserve(widest)]
    memoryCount = total
    memory = .allocate(capacity: total)
    memory.initialize(repeating: 0, count: total)
  }

  deinit { memory.deallocate() }

  /// A block's summed cross-entropy, and the number of its examples whose label has the highest
  /// score.
  struct Score {
    var loss = 0.0
    var correct = 0

    static func += (a: inout Score, b: Score) {
      a.loss += b.loss
      a.correct += b.correct
    }
  }

  /// Runs `rows` examples forward and replaces the scores by `scale` times the derivative of
  /// the summed cross-entropy with respect to the scores.
  func forward(
    _ x: UnsafePointer<T>, _ input: UnsafePointer<T>, _ labels: UnsafePointer<Int32>, rows: Int,
    scale: T
  ) -> Score {
    let z = scores(x, input, rows: rows)
    var score = Score()
    let last = layers[layers.count - 1]
    score.loss = T.softmax(
      z, bias: x + last.biases, labels: labels, rows: rows, classes: last.outputs, scale: scale,
      correct: &score.correct)
    return score
  }

  /// ``forward(_:_:_:rows:scale:)`` with labels that are drawn from the softmax of the scores.
  /// - Parameters:
  ///   - labels: the memory for the labels, one a row.
  ///   - uniform: a number in [0, 1) for each row.
  func forward(
    _ x: UnsafePointer<T>, _ input: UnsafePointer<T>, drawing labels: UnsafeMutablePointer<Int32>,
    rows: Int, scale: T, uniform: (_ row: Int) -> Double
  ) {
    let z = scores(x, input, rows: rows)
    let last = layers[layers.count - 1]
    let (bias, classes) = (x + last.biases, last.outputs)
    for row in 0..<rows {
      labels[row] = Self.label(z + row * classes, bias, classes: classes, at: uniform(row))
    }
    var correct = 0
    _ = T.softmax(
      z, bias: bias, labels: labels, rows: rows, classes: classes, scale: scale, correct: &correct)
  }

  /// The inverse of the distribution function of softmax at a number in [0, 1). Weights are computed in
  /// double precision, so that both precisions draw the same labels.
  private static func label(
    _ z: UnsafePointer<T>, _ bias: UnsafePointer<T>, classes: Int, at uniform: Double
  ) -> Int32 {
    var top = -Double.infinity
    for k in 0..<classes { top = max(top, Double(z[k]) + Double(bias[k])) }
    func weight(_ k: Int) -> Double { .exp(Double(z[k]) + Double(bias[k]) - top) }
    var sum = 0.0
    for k in 0..<classes { sum += weight(k) }
    let aim = uniform * sum
    var (label, passed) = (0, 0.0)
    for k in 0..<classes {
      let share = weight(k)
      // A class without weight is never drawn, not even where rounding leaves the aim behind the last.
      if share > 0 { label = k }
      passed += share
      if aim < passed { break }
    }
    return Int32(label)
  }

  /// Runs `rows` examples forward. Returns the scores, to which the last biases must be added.
  private func scores(
    _ x: UnsafePointer<T>, _ input: UnsafePointer<T>, rows: Int
  ) -> UnsafeMutablePointer<T> {
    var from = input
    for i in 0..<layers.count {
      let layer = layers[i]
      let z = memory + outputs[i]
      T.productWithTransposed(
        from, x + layer.weights, into: z, rows: rows, columns: layer.outputs, inner: layer.inputs)
      if i < layers.count - 1 {
        T.activate(
          architecture.activation, z, derivative: memory + derivatives[i], bias: x + layer.biases,
          rows: rows, width: layer.outputs)
      }
      from = UnsafePointer(z)
    }
    return memory + outputs[layers.count - 1]
  }

  /// After ``forward(_:_:_:rows:scale:)`` on the same block: writes the gradient or adds it to
  /// the existing one.
  func backward(
    _ x: UnsafePointer<T>, _ input: UnsafePointer<T>, rows: Int, into g: UnsafeMutablePointer<T>,
    adding: Bool
  ) {
    var delta = memory + outputs[layers.count - 1]
    for i in (0..<layers.count).reversed() {
      let layer = layers[i]
      let from = i == 0 ? input : UnsafePointer(memory + outputs[i - 1])
      T.addProductOfTransposed(
        delta, from, into: g + layer.weights, rows: layer.outputs, columns: layer.inputs,
        inner: rows, beta: adding ? 1 : 0)
      if !adding { (g + layer.biases).update(repeating: 0, count: layer.outputs) }
      T.addColumns(of: delta, to: g + layer.biases, rows: rows, width: layer.outputs)
      guard i > 0 else { break }
      let next = memory + deltas[i & 1]
      T.product(
        delta, x + layer.weights, into: next, rows: rows, columns: layer.inputs,
        inner: layer.outputs)
      T.passBack(
        architecture.activation, next, activations: memory + outputs[i - 1],
        derivative: memory + derivatives[i - 1], count: rows * layer.inputs)
      delta = next
    }
  }

  /// The ridge and gauge terms at `x`.
  func penalty(_ x: UnsafePointer<T>) -> Double {
    var sum = 0.0
    if architecture.ridge > 0 {
      for layer in layers {
        sum += 0.5 * architecture.ridge * T.sumOfSquares(x + layer.weights, layer.weightCount)
      }
    }
    if architecture.gauge > 0 {
      let shift = biasSum(x)
      sum += 0.5 * architecture.gauge * shift * shift
    }
    return sum
  }

  /// Adds the gradient of the penalty.
  func addPenaltyGradient(_ x: UnsafePointer<T>, to g: UnsafeMutablePointer<T>) {
    if architecture.ridge > 0 {
      for layer in layers {
        T.addScaled(
          x + layer.weights, by: T(architecture.ridge), to: g + layer.weights,
          count: layer.weightCount)
      }
    }
    if architecture.gauge > 0 {
      let last = layers[layers.count - 1]
      let shift = T(architecture.gauge * biasSum(x))
      for k in 0..<last.outputs { g[last.biases + k] += shift }
    }
  }

  private func biasSum(_ x: UnsafePointer<T>) -> Double {
    let last = layers[layers.count - 1]
    var sum = 0.0
    for k in 0..<last.outputs { sum += Double(x[last.biases + k]) }
    return sum
  }
}
