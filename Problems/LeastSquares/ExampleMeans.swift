import Descent

/// The mean of ½(x − aᵢ)² over examples aᵢ. At 0, the gradient of a batch is minus the batch's
/// mean.
package struct ExampleMeans: Problem {
  package let examples: [Double]
  package let batch: Int

  package init(examples: [Double], batch: Int) {
    self.examples = examples
    self.batch = batch
  }

  package var layout: Layout { .vector(1) }
  package var specification: Specification { Specification(name: "example-means") }
  package func start(seed: UInt64) -> [Double] { [0] }

  package func _objective32() throws -> Objective<Float> { objective() }
  package func _objective64() throws -> Objective<Double> { objective() }

  private func objective<T: KernelScalar>() -> Objective<T> {
    let targets = examples.map { T($0) }
    func evaluate(_ x: T, _ g: UnsafeMutablePointer<T>?, _ indices: some Collection<Int>) -> T {
      var (value, slope) = (T.zero, T.zero)
      for i in indices {
        let difference = x - targets[i]
        value += difference * difference / 2
        slope += difference
      }
      g?.pointee = slope / T(indices.count)
      return value / T(indices.count)
    }
    return Objective(
      value: { evaluate($0[0], nil, targets.indices) },
      valueAndGradient: { evaluate($0[0], $1, targets.indices) },
      examples: Examples(
        count: targets.count, batchSize: batch,
        batchGradient: { evaluate($0[0], $1, $2) },
        metrics: {
          Metrics(
            trainLoss: Double(evaluate($0[0], nil, targets.indices)))
        }))
  }
}
