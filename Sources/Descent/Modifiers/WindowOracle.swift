/// The oracle of an accumulation window: every result is the mean over the window's micro-batches.
final class WindowOracle<T: KernelScalar> {
  /// The example indices of the window's batches, concatenated; `ends` has the end of each batch.
  /// The memory does not move while a caller reads a result.
  private var indices = Scratch<Int>(64)
  private var capacity = 64
  private var count = 0
  private var ends: [Int] = []
  private var weights: [Double] = []
  private var draws: [BatchDraw] = []
  private var weightSum = 0.0
  private let n: Int
  private let part: Scratch<T>
  private var base: Oracle<T>?
  private var mapped: Oracle<T>?

  init(_ n: Int) {
    self.n = n
    part = Scratch(n)
  }

  /// Adds a micro-batch to the window.
  func append(_ oracle: Oracle<T>, weight: Double) {
    weightSum += weight
    draws.append(oracle.draw)
    let batch = oracle.batch
    if count + batch.count > capacity { grow(to: count + batch.count) }
    for (i, index) in batch.enumerated() { indices.pointer[count + i] = index }
    count += batch.count
    ends.append(count)
    weights.append(weight)
  }

  private func grow(to needed: Int) {
    capacity = max(needed, 2 * capacity)
    let larger = Scratch<Int>(capacity)
    larger.pointer.update(from: indices.pointer, count: count)
    indices = larger
  }

  private var window: UnsafeBufferPointer<Int> {
    UnsafeBufferPointer(start: indices.pointer, count: count)
  }

  func clear() {
    count = 0
    ends.removeAll(keepingCapacity: true)
    weights.removeAll(keepingCapacity: true)
    draws.removeAll(keepingCapacity: true)
    weightSum = 0
  }

  /// The mapped oracle; rebuilt only if the caller's oracle is a different object. If batches have
  /// no indices (every step sees all data), the caller's oracle is returned unchanged.
  func oracle(_ oracle: Oracle<T>) -> Oracle<T> {
    guard count > 0, oracle.canSelect else { return oracle }
    if let mapped, base === oracle { return mapped }
    base = oracle
    var functions = Oracle<T>.Functions { [unowned self] point, gradient in
      self.mean(gradient) { oracle.valueAndGradient(at: point, examples: $0, draw: $1, into: $2) }
    }
    if oracle.offers.contains(.hessianProduct) {
      functions.hessianProduct = { [unowned self] point, vector, product in
        _ = self.mean(product) {
          oracle.hessianProduct(at: point, times: vector, examples: $0, draw: $1, into: $2)
          return 0
        }
      }
    }
    functions.likelihood = oracle.functions.likelihood.map { likelihood in
      Likelihood { [unowned self] point, gradient, indices, labels in
        guard indices == nil else { return likelihood.gradient(point, gradient, indices, labels) }
        var count = 0
        _ = self.mean(gradient) { examples, _, part in
          count += likelihood.gradient(point, part, examples, labels)
          return 0
        }
        return count
      }
    }
    functions.evaluateExamples = { [unowned self] point, gradient, selection in
      if case .batch = selection {
        return self.mean(gradient) {
          oracle.valueAndGradient(at: point, examples: $0, draw: $1, into: $2)
        }
      }
      return oracle.valueAndGradient(at: point, over: selection, into: gradient)
    }
    functions.exampleCount = oracle.exampleCount
    functions.batch = { [unowned self] in self.window }
    let new = Oracle(functions)
    mapped = new
    return new
  }

  /// The weighted mean, over the batches of the window, of the value and vector that `answer`
  /// computes for each.
  private func mean(
    _ result: UnsafeMutablePointer<T>,
    _ answer: (UnsafeBufferPointer<Int>, BatchDraw, UnsafeMutablePointer<T>) -> T
  ) -> T {
    result.update(repeating: 0, count: n)
    var sum = 0.0
    var start = 0
    for (batch, (end, weight)) in zip(ends, weights).enumerated() {
      let value = answer(
        UnsafeBufferPointer(rebasing: window[start..<end]), draws[batch], part.pointer)
      sum += weight * Double(value)
      for i in 0..<n { result[i] += T(weight) * part.pointer[i] }
      start = end
    }
    for i in 0..<n { result[i] /= T(weightSum) }
    return T(sum / weightSum)
  }
}
