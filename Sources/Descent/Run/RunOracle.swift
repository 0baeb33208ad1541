import RealModule

/// The oracle of a run: evaluates the run's own objective on the batch of the step, and counts
/// evaluations.
final class RunOracle<T: KernelScalar> {
  private let objective: Objective<T>
  /// The examples, if steps use batches.
  private let miniBatches: Examples<T>?
  private let exampleCount: Int
  private let n: Int
  /// The evaluations made by the rule, and the cost of all evaluations.
  private(set) var counts = Evaluations()
  /// The examples of the current step and of the previous one.
  private var current = UnsafeBufferPointer<Int>(start: nil, count: 0)
  private var previous: [Int] = []
  private var previousDraw = BatchDraw(seed: 0, batch: 0)
  /// A copy of the step's examples.
  private var kept: [Int] = []
  /// Whether a rule may evaluate on the previous batch, so that it must be kept.
  var keepsPrevious = false
  /// The two work vectors of finite differences, allocated at the first use.
  private var work: (Scratch<T>, Scratch<T>)?
  /// The offers that are approximated by differences of gradients.
  let approximate: Needs

  init(_ objective: Objective<T>, _ miniBatches: Examples<T>?, _ n: Int) {
    self.objective = objective
    self.miniBatches = miniBatches
    self.n = n
    exampleCount = objective.examples?.count ?? 0
    let isExact = objective.hessianProduct != nil && miniBatches == nil
    approximate = isExact ? [] : .hessianProduct
  }

  /// The draw of the step's batch.
  private(set) var draw = BatchDraw(seed: 0, batch: 0)

  /// Sets the step's examples, valid until the next step.
  func begin(_ batch: UnsafeBufferPointer<Int>, draw: BatchDraw) {
    if keepsPrevious {
      // Copies the batch, because its memory is overwritten by the next one. The two arrays are
      // swapped, so that nothing is allocated once both are as large as a batch.
      swap(&previous, &kept)
      previousDraw = self.draw
      kept.removeAll(keepingCapacity: true)
      kept.append(contentsOf: batch)
    }
    current = batch
    self.draw = draw
  }

  /// Restores the examples of the last step before a resumed run.
  func resume(after batch: [Int], draw: BatchDraw) {
    guard keepsPrevious else { return }
    kept = batch
    self.draw = draw
  }

  /// The cost of all evaluations, including the run's own. One running sum in chronological order, so
  /// that a resumed run adds the same numbers in the same order.
  var cost: Double {
    get { counts.cost }
    set { counts.cost = newValue }
  }

  /// The oracle that rules see. It keeps this object alive.
  func oracle() -> Oracle<T> {
    var functions = Oracle<T>.Functions { [self] point, gradient in
      guard let miniBatches else {
        count(\.gradients, exampleCount, 1)
        return objective.valueAndGradient(point, gradient)
      }
      count(\.gradients, current.count, 1)
      return miniBatches.gradient(at: point, into: gradient, over: current, draw: draw)
    }
    if miniBatches == nil {
      functions.value = { [self] point in
        count(\.values, exampleCount, 1)
        return objective.value(point)
      }
    }
    functions.hessianProduct = { [self] point, vector, product in
      count(\.products, miniBatches == nil ? exampleCount : current.count, 2)
      self.product(point, vector, product, current, draw)
    }
    if let residuals = objective.residuals, miniBatches == nil {
      functions.residuals = counted(residuals)
    }
    if let examples = objective.examples {
      functions.exampleCount = examples.count
      functions.evaluateExamples = { [self] point, gradient, selection in
        evaluate(point, gradient, selection, examples)
      }
      functions.evaluateIndices = { [self] point, gradient, indices, draw in
        count(\.gradients, indices.count, 1)
        return examples.gradient(at: point, into: gradient, over: indices, draw: draw)
      }
      functions.productOverIndices = { [self] point, vector, product, indices, draw in
        count(\.products, indices.count, 2)
        self.product(point, vector, product, indices, draw)
      }
    }
    functions.likelihood = objective.likelihood.map { likelihood in
      Likelihood { [self] point, gradient, indices, labels in
        let indices = indices ?? (miniBatches == nil ? nil : current)
        count(\.gradients, indices?.count ?? exampleCount, 1)
        return likelihood.gradient(point, gradient, indices, labels)
      }
    }
    functions.batch = { [self] in current }
    functions.draw = { [self] in draw }
    return Oracle(functions)
  }

  private func count(_ kind: WritableKeyPath<Evaluations, Int>, _ examples: Int, _ cost: Double) {
    counts[keyPath: kind] += 1
    counts.examples += examples
    counts.cost += exampleCount == 0 ? cost : cost * Double(examples) / Double(exampleCount)
  }

  private func evaluate(
    _ point: UnsafePointer<T>, _ gradient: UnsafeMutablePointer<T>,
    _ selection: Oracle<T>.Selection, _ examples: Examples<T>
  ) -> T {
    func over(_ indices: UnsafeBufferPointer<Int>, _ draw: BatchDraw) -> T {
      count(\.gradients, indices.count, 1)
      return examples.gradient(at: point, into: gradient, over: indices, draw: draw)
    }
    switch selection {
    case .all: break
    case .batch: if miniBatches != nil { return over(current, draw) }
    case .previousBatch:
      if miniBatches != nil {
        return previous.withUnsafeBufferPointer { over($0, previousDraw) }
      }
    case .one(let index):
      precondition((0..<examples.count).contains(index), "example \(index) of \(examples.count)")
      return withUnsafePointer(to: index) { over(UnsafeBufferPointer(start: $0, count: 1), draw) }
    }
    count(\.gradients, exampleCount, 1)
    return examples.drawnTotal?(point, gradient, draw)
      ?? objective.valueAndGradient(point, gradient)
  }

  private func counted(_ residuals: ResidualFunctions<T>) -> ResidualFunctions<T> {
    ResidualFunctions(count: residuals.count, factor: residuals.factor) { [self] point, r in
      count(\.residuals, exampleCount, 1)
      residuals.values(point, r)
    } jacobian: { [self] point, r, jacobian in
      count(\.residuals, exampleCount, 1)
      counts.jacobianColumns += n
      residuals.jacobian(point, r, jacobian)
    }
  }

  /// The exact product, if the objective has one and steps use all examples. Otherwise central
  /// differences of gradients along the vector, with a step that balances rounding and
  /// truncation errors.
  private func product(
    _ point: UnsafePointer<T>, _ vector: UnsafePointer<T>, _ product: UnsafeMutablePointer<T>,
    _ indices: UnsafeBufferPointer<Int>, _ draw: BatchDraw
  ) {
    if let exact = objective.hessianProduct, miniBatches == nil {
      return exact(point, vector, product)
    }
    func gradient(_ x: UnsafePointer<T>, _ g: UnsafeMutablePointer<T>) {
      guard let miniBatches else { return _ = objective.valueAndGradient(x, g) }
      _ = miniBatches.gradient(at: x, into: g, over: indices, draw: draw)
    }
    let length = euclideanNorm(vector, n)
    guard length > 0, length.isFinite else { return product.update(from: vector, count: n) }
    let size = 1 + euclideanNorm(point, n)
    let step = T(Double.root(Double(T.ulpOfOne), 3) * size / length)
    let (moved, back) = work ?? (Scratch(n), Scratch(n))
    work = (moved, back)
    for i in 0..<n { moved.pointer[i] = point[i] + step * vector[i] }
    gradient(moved.pointer, product)
    for i in 0..<n { moved.pointer[i] = point[i] - step * vector[i] }
    gradient(moved.pointer, back.pointer)
    for i in 0..<n { product[i] = (product[i] - back.pointer[i]) / (2 * step) }
  }
}
