extension Objective {
  /// The same objective, of which steps see something else: value and gradient over a batch as a function
  /// of its draw. A problem without examples becomes the mean over a single one. Residuals are left out:
  /// nothing says what steps see of them.
  /// - Parameter see: given the examples as they were.
  func changingSteps(
    _ see:
      @escaping (
        Examples<T>, UnsafePointer<T>, UnsafeMutablePointer<T>, UnsafeBufferPointer<Int>, BatchDraw
      ) -> T
  ) -> Objective<T> {
    let (value, valueAndGradient) = (value, valueAndGradient)
    let inner =
      examples
      ?? Examples(
        count: 1, batchSize: 1, batchGradient: { x, g, _ in valueAndGradient(x, g) },
        metrics: { Metrics(trainLoss: Double(value($0))) })
    var outer = inner
    outer.drawnGradient = { see(inner, $0, $1, $2, $3) }
    var changed = Objective(value: value, valueAndGradient: valueAndGradient, examples: outer)
    changed.hessianProduct = hessianProduct
    changed.delay = delay
    return changed
  }

  /// The same objective, asked and answered otherwise, wherever it answers.
  /// - Parameters:
  ///   - value: what is answered to a question for the value; asks as many as it likes.
  ///   - gradient: the same with a gradient to be written.
  ///   - metrics: what is answered to a question for losses.
  ///   - vector: what a vector that is multiplied by the Hessian stands for; the product is then answered as
  ///     a gradient is.
  func mapping(
    value: @escaping (_ x: UnsafePointer<T>, _ ask: (UnsafePointer<T>) -> T) -> T,
    gradient:
      @escaping (
        _ x: UnsafePointer<T>, _ g: UnsafeMutablePointer<T>,
        _ ask: (UnsafePointer<T>, UnsafeMutablePointer<T>) -> T
      ) -> T,
    metrics:
      @escaping (_ x: UnsafePointer<T>, _ ask: (UnsafePointer<T>) -> Metrics) -> Metrics,
    vector: @escaping (UnsafePointer<T>) -> UnsafePointer<T> = { $0 }
  ) -> Objective<T> {
    let inner = self
    var outer = Objective(
      value: { value($0, inner.value) },
      valueAndGradient: { gradient($0, $1, inner.valueAndGradient) },
      examples: examples.map { examples in
        var mapped = Examples<T>(
          count: examples.count, batchSize: examples.batchSize,
          batchGradient: { x, g, indices in
            gradient(x, g) { examples.batchGradient($0, $1, indices) }
          },
          metrics: { metrics($0, examples.metrics) })
        if let drawn = examples.drawnGradient {
          mapped.drawnGradient = { x, g, indices, draw in
            gradient(x, g) { drawn($0, $1, indices, draw) }
          }
        }
        if let total = examples.drawnTotal {
          mapped.drawnTotal = { x, g, draw in gradient(x, g) { total($0, $1, draw) } }
        }
        if let drawn = examples.drawnMetrics {
          mapped.drawnMetrics = { x, draw in metrics(x) { drawn($0, draw) } }
        }
        mapped.presence = examples.presence
        return mapped
      })
    outer.delay = delay
    if let product = hessianProduct {
      outer.hessianProduct = { x, v, result in
        let w = vector(v)
        _ = gradient(x, result) {
          product($0, w, $1)
          return 0
        }
      }
    }
    return outer
  }
}
