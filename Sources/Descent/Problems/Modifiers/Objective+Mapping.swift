extension Objective {
  /// The same objective, except that steps get other values and gradients, which may depend on the draw
  /// of the batch. A problem without examples becomes the mean over a single one. Residuals are dropped,
  /// because their values in a step are not defined.
  /// - Parameter see: returns the value that a step gets and writes its gradient, given the
  ///   original examples.
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
    changed.likelihood = examples == nil ? likelihood?.overAll : likelihood
    changed.delay = delay
    return changed
  }

  /// The same objective, with every evaluation changed.
  /// - Parameters:
  ///   - value: returns the changed value; may call the original any number of times.
  ///   - gradient: the same for a value with its gradient.
  ///   - metrics: returns the changed metrics.
  ///   - vector: maps a vector before it is multiplied by the original Hessian; the product is then changed
  ///     like a gradient.
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
    outer.likelihood = likelihood.map { inner in
      Likelihood { x, g, indices, labels in
        var count = 0
        _ = gradient(x, g) {
          count = inner.gradient($0, $1, indices, labels)
          return 0
        }
        return count
      }
    }
    return outer
  }
}
