import Descent

/// The objective of a case, for rules that evaluate it; counts the evaluations.
final class CaseObjective<T: KernelScalar> {
  private let slopes: [[T]]
  private let curvatures: [T]
  /// The micro-batches of the step, each with its weight.
  private(set) var batch: [(slope: Int, weight: Double)] = []
  private let indices: UnsafeMutableBufferPointer<Int>
  /// The cost of all evaluations so far: 1 for a value with or without a gradient, 2 for a Hessian product.
  var asked = 0.0

  init(_ c: ModifierCase) {
    slopes = c.drawn.gradients.map { $0.map { T($0) } }
    curvatures = c.curvatures.map { T($0) }
    indices = .allocate(capacity: 64)
    indices.initialize(repeating: 0)
  }

  deinit { indices.deallocate() }

  /// Sets the micro-batches of the step, at most 64.
  func choose(_ batch: [(slope: Int, weight: Double)]) {
    precondition(batch.count <= indices.count)
    self.batch = batch.map { ($0.slope % slopes.count, $0.weight) }
    for (place, part) in self.batch.enumerated() { indices[place] = part.slope }
  }

  /// The weighted mean value and gradient over micro-batches.
  func evaluate(
    _ point: UnsafePointer<T>, _ gradient: UnsafeMutablePointer<T>,
    over batch: [(slope: Int, weight: Double)]
  ) -> T {
    let whole = T(batch.reduce(0) { $0 + $1.weight })
    var value = T.zero
    for i in curvatures.indices {
      let slope = batch.reduce(T.zero) { $0 + T($1.weight) * slopes[$1.slope][i] } / whole
      gradient[i] = slope + curvatures[i] * point[i]
      value += (slope + curvatures[i] * point[i] / 2) * point[i]
    }
    return value
  }

  /// The value and the gradient of the step's objective at a point, without counting the evaluation.
  func evaluate(_ x: [T]) -> (value: Double, gradient: [T]) {
    var gradient = x
    let value = gradient.withUnsafeMutableBufferPointer { gradient in
      x.withUnsafeBufferPointer { x in
        x.isEmpty ? 0 : evaluate(x.baseAddress!, gradient.baseAddress!, over: batch)
      }
    }
    return (Double(value), gradient)
  }

  private func all(_ indices: some Sequence<Int>) -> [(slope: Int, weight: Double)] {
    indices.map { ($0, 1) }
  }

  /// The oracle. It is created once, because stages keep theirs as long as the caller does.
  lazy var oracle: Oracle<T> = {
    var functions = Oracle<T>.Functions { [unowned self] point, gradient in
      self.asked += 1
      return self.evaluate(point, gradient, over: self.batch)
    }
    functions.hessianProduct = { [unowned self] _, vector, product in
      self.asked += 2
      for i in self.curvatures.indices { product[i] = self.curvatures[i] * vector[i] }
    }
    functions.evaluateExamples = { [unowned self] point, gradient, selection in
      self.asked += 1
      switch selection {
      case .batch, .previousBatch: return self.evaluate(point, gradient, over: self.batch)
      case .all: return self.evaluate(point, gradient, over: self.all(self.slopes.indices))
      case .one(let index): return self.evaluate(point, gradient, over: [(index, 1)])
      }
    }
    functions.evaluateIndices = { [unowned self] point, gradient, indices, _ in
      self.asked += 1
      return self.evaluate(point, gradient, over: self.all(indices))
    }
    functions.productOverIndices = { [unowned self] _, vector, product, _, _ in
      self.asked += 2
      for i in self.curvatures.indices { product[i] = self.curvatures[i] * vector[i] }
    }
    functions.exampleCount = slopes.count
    functions.batch = { [unowned self] in
      UnsafeBufferPointer(rebasing: self.indices[..<self.batch.count])
    }
    return Oracle(functions)
  }()
}
