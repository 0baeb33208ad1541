import Descent

/// The mean of ½(x − aᵢ)² over examples aᵢ. At 0, the gradient of a batch is minus the batch's
/// mean.
package struct ExampleMeans: LikelihoodProblem {
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

  package func _likelihood32() -> Likelihood<Float>? { likelihood() }
  package func _likelihood64() -> Likelihood<Double>? { likelihood() }

  /// Examples are normal with the mean x and the variance 1.
  private func likelihood<T: KernelScalar>() -> Likelihood<T> {
    let all = examples.indices
    return Likelihood { _, g, indices, labels in
      g[0] = 0
      for i in indices.map(Array.init) ?? Array(all) { g[0] -= T(labels.normal(i)) }
      let count = indices?.count ?? all.count
      g[0] /= T(count)
      return count
    }
  }

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
    var objective = Objective<T>(
      value: { evaluate($0[0], nil, targets.indices) },
      valueAndGradient: { evaluate($0[0], $1, targets.indices) },
      examples: Examples(
        count: targets.count, batchSize: batch,
        batchGradient: { evaluate($0[0], $1, $2) },
        metrics: {
          Metrics(
            trainLoss: Double(evaluate($0[0], nil, targets.indices)))
        }))
    objective.likelihood = likelihood()
    return objective
  }
}
