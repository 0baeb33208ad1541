import Descent
import DescentAlgebra
import RealModule

/// Logistic regression in mini-batches: 256 random points in 5 dimensions with random labels.
package struct LogisticExamples: LikelihoodProblem {
  package let batch: Int

  package init(batch: Int) { self.batch = batch }

  package static let count = 256

  /// Each row multiplied by its label.
  package static let rows: [[Double]] = {
    var random = PortableRandom(80)
    let x = Matrix(count, 5, random.normals(5 * count))
    return (0..<count).map { i in x.row(i).scaled(by: random.uniform() < 0.5 ? -1 : 1) }
  }()

  package var layout: Layout { .vector(5) }
  package var specification: Specification { Specification(name: "logistic-examples") }
  package func start(seed: UInt64) -> [Double] { [Double](repeating: 0.5, count: 5) }

  package func _objective32() throws -> Objective<Float> { objective() }
  package func _objective64() throws -> Objective<Double> { objective() }

  package func _likelihood32() -> Likelihood<Float>? { likelihood() }
  package func _likelihood64() -> Likelihood<Double>? { likelihood() }

  private func likelihood<T: KernelScalar>() -> Likelihood<T> {
    .logistic(rows: Self.rows.flatMap { $0 }, width: 5)
  }

  private func objective<T: KernelScalar>() -> Objective<T> {
    let rows = Self.rows.map { $0.map { T($0) } }
    func evaluate(
      _ x: UnsafePointer<T>, _ g: UnsafeMutablePointer<T>?, _ indices: some Collection<Int>
    ) -> T {
      for j in 0..<5 { g?[j] = 0 }
      var sum = T.zero
      for i in indices {
        var margin = T.zero
        for j in 0..<5 { margin += rows[i][j] * x[j] }
        sum += T.log(onePlus: T.exp(-margin))
        let weight = 1 / (1 + T.exp(margin)) / T(indices.count)
        for j in 0..<5 { g?[j] -= weight * rows[i][j] }
      }
      return sum / T(indices.count)
    }
    var objective = Objective<T>(
      value: { evaluate($0, nil, rows.indices) },
      valueAndGradient: { evaluate($0, $1, rows.indices) },
      examples: Examples(
        count: rows.count, batchSize: batch, batchGradient: { evaluate($0, $1, $2) },
        metrics: {
          Metrics(
            trainLoss: Double(evaluate($0, nil, rows.indices)))
        }))
    objective.likelihood = likelihood()
    return objective
  }
}
