import Descent
import DescentData

/// (1/2N) Σ (aᵢ·x − bᵢ)² in one precision. Evaluations allocate nothing.
final class RegressionObjective<T: KernelScalar> {
  /// The rows in this precision. They are only read.
  private final class Block {
    let features: UnsafeMutablePointer<T>
    let targets: UnsafeMutablePointer<T>

    init(_ data: RegressionData) {
      features = .allocate(capacity: data.features.count)
      targets = .allocate(capacity: data.count)
      for (i, feature) in data.features.enumerated() { features[i] = T(feature) }
      for (i, target) in data.targets.enumerated() { targets[i] = T(target) }
    }

    deinit {
      features.deallocate()
      targets.deallocate()
    }
  }

  private let block: Block
  private let count: Int
  private let n: Int
  private var features: UnsafePointer<T> { UnsafePointer(block.features) }

  private init(_ rows: RegressionRows) {
    block = rows.shared.object(T.precisionName) { Block(rows.data) }
    (count, n) = (rows.data.count, rows.data.featureCount)
  }

  static func make(_ rows: RegressionRows, batchSize: Int) -> Objective<T> {
    let work = RegressionObjective(rows)
    let count = work.count
    var objective = Objective<T>(
      value: { work.value($0) },
      valueAndGradient: { work.gradient($0, $1, 0..<count) },
      examples: Examples(
        count: count, batchSize: batchSize, batchGradient: { work.gradient($0, $1, $2) },
        metrics: { Metrics(trainLoss: Double(work.value($0))) }))
    objective.hessianProduct = { _, vector, product in work.multiply(vector, product) }
    objective.likelihood = Likelihood { work.drawnGradient($1, $2, $3) }
    objective.residuals = ResidualFunctions(
      count: count, factor: 1 / (2 * Double(count)),
      values: { x, r in for i in 0..<count { r[i] = work.residual(x, i) } },
      jacobian: { x, r, jacobian in
        for i in 0..<count { r[i] = work.residual(x, i) }
        jacobian.update(from: work.features, count: count * work.n)
      })
    return objective
  }

  private func value(_ x: UnsafePointer<T>) -> T {
    var sum = CompensatedSum<T>()
    for i in 0..<count {
      let r = residual(x, i)
      sum.add(r * r)
    }
    return sum.value / T(2 * count)
  }

  /// Returns the mean of ½ r² over some examples and writes its gradient.
  private func gradient(
    _ x: UnsafePointer<T>, _ g: UnsafeMutablePointer<T>, _ indices: some Collection<Int>
  ) -> T {
    precondition(!indices.isEmpty, "a batch of no examples")
    for j in 0..<n { g[j] = 0 }
    var sum = CompensatedSum<T>()
    for i in indices {
      let r = residual(x, i)
      sum.add(r * r)
      add(row: i, times: r, to: g)
    }
    let scale = T(indices.count)
    for j in 0..<n { g[j] /= scale }
    return sum.value / (2 * scale)
  }

  /// Writes the gradient at targets aᵢ·x + ξᵢ with standard normal ξ, which does not depend on x. Returns
  /// the number of examples.
  private func drawnGradient(
    _ g: UnsafeMutablePointer<T>, _ indices: UnsafeBufferPointer<Int>?, _ labels: LabelDraws
  ) -> Int {
    let total = indices?.count ?? count
    precondition(total > 0, "a batch of no examples")
    for j in 0..<n { g[j] = 0 }
    for place in 0..<total {
      let i = indices?[place] ?? place
      add(row: i, times: T(-labels.normal(i)), to: g)
    }
    for j in 0..<n { g[j] /= T(total) }
    return total
  }

  /// (1/N) Aᵀ(A v).
  private func multiply(_ vector: UnsafePointer<T>, _ product: UnsafeMutablePointer<T>) {
    for j in 0..<n { product[j] = 0 }
    for i in 0..<count { add(row: i, times: dot(vector, row: i), to: product) }
    for j in 0..<n { product[j] /= T(count) }
  }

  private func residual(_ x: UnsafePointer<T>, _ i: Int) -> T { dot(x, row: i) - block.targets[i] }

  private func add(row i: Int, times factor: T, to sum: UnsafeMutablePointer<T>) {
    let row = features + i &* n
    for j in 0..<n { sum[j] += factor * row[j] }
  }

  /// This uses four partial sums, which can run in parallel.
  private func dot(_ x: UnsafePointer<T>, row i: Int) -> T {
    let row = features + i &* n
    var (a, b, c, d) = (T.zero, T.zero, T.zero, T.zero)
    var j = 0
    while j &+ 4 <= n {
      a += row[j] * x[j]
      b += row[j &+ 1] * x[j &+ 1]
      c += row[j &+ 2] * x[j &+ 2]
      d += row[j &+ 3] * x[j &+ 3]
      j &+= 4
    }
    while j < n {
      a += row[j] * x[j]
      j &+= 1
    }
    return (a + b) + (c + d)
  }
}

/// A sum that also adds up its rounding errors, so that the result has about the error of one
/// rounding.
/// - Source: Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen",
///   ZAMM 54, 1974.
struct CompensatedSum<T: KernelScalar> {
  private var sum = T.zero
  private var error = T.zero
  // For an infinite sum the error term would be NaN, so it is not added.
  var value: T { sum.isFinite ? sum + error : sum }

  mutating func add(_ x: T) {
    let next = sum + x
    error += abs(sum) >= abs(x) ? (sum - next) + x : (x - next) + sum
    sum = next
  }
}
