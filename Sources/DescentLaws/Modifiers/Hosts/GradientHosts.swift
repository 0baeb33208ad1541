import Descent

/// Momentum whose moves grow with the step number, with slots and a counter.
struct ElementwiseHost: CoordinatewiseOptimizer {
  static let card = Card.host("elementwise")
  var learningRate: Double { 0.1 }
  var slots: [StateSlot] { ["velocity"] }
  var counters: [StateSlot] { ["steps"] }

  func constants(rate: Double, counters: inout Counters) -> Double {
    counters[0] += 1
    return rate * (2 - 1 / counters[0])
  }

  func update<T: KernelScalar>(_ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double) {
    s[0] = s[0] / 2 + g
    x -= T(c) * s[0]
  }
}

/// Moves that shrink as the gradient norm of the tensor, or of all tensors, grows.
struct SumsHost: SummingOptimizer {
  static let card = Card.host("sums")
  var learningRate: Double { 0.1 }
  var slots: [StateSlot] { ["velocity"] }
  var sums: [Reduction] { [.sum, .sum(over: .all)] }

  func terms<T: KernelScalar>(
    pass: Int, _ x: T, gradient g: T, state s: Slots<T>, _ c: Double
  ) -> Terms<T> { [g * g, g * g, 0, 0] }

  func constants(_ info: StepInfo, counters: inout Counters, sums: Sums) -> Double {
    info.rate / (1 + sums[0].squareRoot() + sums[1].squareRoot())
  }

  func update<T: KernelScalar>(_ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double) {
    s[0] = s[0] / 2 + g
    x -= T(c) * s[0]
  }
}

/// Moves divided by the largest gradient of the tensor so far.
struct TensorwiseHost: GradientOptimizer {
  static let card = Card.host("tensorwise")
  var learningRate: Double { 0.1 }
  func slots(for tensor: Layout.Tensor) -> [TensorSlot] { ["velocity"] }
  func counters(for tensor: Layout.Tensor) -> [StateSlot] { ["largest"] }

  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    let velocity = s.slot(0)
    s.counters[0] = s.gradient.reduce(s.counters[0]) { max($0, abs(Double($1))) }
    let factor = T(s.rate / (1 + s.counters[0]))
    for i in 0..<s.count {
      velocity[i] = velocity[i] / 2 + s.gradient[i]
      s.x[i] -= factor * velocity[i]
    }
  }
}

/// Moves along (1 + GGᵀ) G, accumulated over time and divided by its size.
struct MatrixHost: GradientOptimizer {
  static let card = Card.host("matrix")
  var learningRate: Double { 0.1 }

  func slots(for tensor: Layout.Tensor) -> [TensorSlot] {
    let rows = tensor.shape.count > 1 ? tensor.shape[0] : 1
    return [TensorSlot("products", count: rows * rows)]
  }

  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    let (rows, products) = (s.tensor.shape.count > 1 ? s.tensor.shape[0] : 1, s.slot(0))
    let columns = s.count / rows
    for (a, b) in product(0..<rows, 0..<rows) {
      for i in 0..<columns {
        products[a * rows + b] += s.gradient[a * columns + i] * s.gradient[b * columns + i]
      }
    }
    let size = 1 + products.reduce(T.zero) { $0 + abs($1) }
    for (a, i) in product(0..<rows, 0..<columns) {
      var sum = s.gradient[a * columns + i]
      for b in 0..<rows { sum += products[a * rows + b] * s.gradient[b * columns + i] }
      s.x[a * columns + i] -= T(s.rate) * sum / size
    }
  }

  private func product(_ a: Range<Int>, _ b: Range<Int>) -> [(Int, Int)] {
    a.flatMap { i in b.map { (i, $0) } }
  }
}

/// Moves that grow with the objective's value.
struct ValueHost: SummingOptimizer {
  static let card = Card.host("value")
  var learningRate: Double { 0.1 }
  var needs: Needs { [.value, .step] }
  var sums: [Reduction] { [.maximum] }

  func terms<T: KernelScalar>(
    pass: Int, _ x: T, gradient g: T, state s: Slots<T>, _ c: Double
  ) -> Terms<T> { [abs(g), 0, 0, 0] }

  func constants(_ info: StepInfo, counters: inout Counters, sums: Sums) -> Double {
    info.rate * abs(info.value) / (1 + abs(info.value)) / (Double(info.step) + sums[0])
  }

  func update<T: KernelScalar>(_ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double) {
    x -= T(c) * g
  }
}

/// Descent with noise.
struct DrawingHost: GradientOptimizer {
  static let card = Card.host("drawing")
  var learningRate: Double { 0.1 }
  func counters(for tensor: Layout.Tensor) -> [StateSlot] { ["steps"] }

  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    s.counters[0] += 1
    let random = s.random("noise", step: Int(s.counters[0]))
    for i in 0..<s.count {
      s.x[i] -= T(s.rate) * (s.gradient[i] + T(random.normal(UInt64(2 * i))))
    }
  }
}

/// Momentum with decoupled decay.
struct DecayingHost: CoordinatewiseOptimizer {
  static let card = Card.host("decaying")
  var learningRate: Double { 0.1 }
  var decoupledDecay: Double { 0.5 }
  var slots: [StateSlot] { ["velocity"] }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) {
    s[0] = s[0] / 2 + g
    x = T(1 - rate / 2) * x - T(rate) * s[0]
  }
}

/// Gradient descent whose evaluation point is the mean of its points.
struct AveragingHost: CoordinatewiseOptimizer {
  static let card = Card.host("averaging")
  var learningRate: Double { 0.1 }
  var slots: [StateSlot] { ["mean"] }
  var counters: [StateSlot] { ["steps"] }
  var hasEvaluationPoint: Bool { true }

  func constants(rate: Double, counters: inout Counters) -> InlineArray<2, Double> {
    counters[0] += 1
    return [rate, 1 / counters[0]]
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: InlineArray<2, Double>
  ) {
    x -= T(c[0]) * g
    s[0] += T(c[1]) * (x - s[0])
  }

  func evaluationPoint<T: KernelScalar>(_ x: T, state s: Slots<T>, counters: Counters) -> T {
    counters[0] > 0 ? s[0] : x
  }
}
