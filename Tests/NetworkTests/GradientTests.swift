import Descent
import DescentData
import NetworkProblems
import Testing

@Suite("The gradient of a network") struct GradientTests {
  /// One network to check.
  struct Case: Sendable, CustomStringConvertible {
    var activation = Activation.tanh
    var hidden: [Int]
    var ridge: Double
    var description: String { "\(activation) \(hidden) ridge \(ridge)" }
  }

  static let cases: [Case] = Activation.allCases.flatMap { activation in
    [[], [5], [6, 4]].flatMap { hidden in
      [0, 0.1].map { Case(activation: activation, hidden: hidden, ridge: $0) }
    }
  }

  private func problem(_ c: Case, batch: BatchSize = .full) throws -> MLP {
    try MLP {
      $0.data = "iris"
      $0.activation = c.activation
      $0.hidden = c.hidden
      $0.ridge = c.ridge
      $0.batch = batch
    }
  }

  /// The gradient of one batch, in one precision.
  private func batchGradient<T: KernelScalar>(
    _ objective: Objective<T>, at x: [T], _ rows: [Int]
  ) -> (loss: T, gradient: [T]) {
    var gradient = [T](repeating: .nan, count: x.count)
    let loss = rows.withUnsafeBufferPointer {
      objective.examples!.batchGradient(x, &gradient, $0)
    }
    return (loss, gradient)
  }

  @Test("backpropagation agrees with dual numbers through the plain formula", arguments: cases)
  func full(_ c: Case) throws {
    let problem = try problem(c)
    let examples = try problem.loadedExamples()
    let plain = PlainNetwork(
      architecture: problem.architecture, data: examples.data, rows: examples.training)
    let x = normals(problem.dimension, seed: 1, scale: 0.7)
    let gradient = try problem.gradient(at: x)
    for seed in 2..<5 as Range<UInt64> {
      let direction = normals(x.count, seed: seed)
      let (value, slope) = plain.loss(at: x, along: direction)
      // Sums of 120 terms of order 1.
      #expect(abs(try problem.value(at: x) - value) < 1e-12)
      #expect(abs(dot(gradient, direction) - slope) < 1e-11)
    }
  }

  @Test("a batch's gradient is that of the plain formula over its examples", arguments: cases)
  func batches(_ c: Case) throws {
    let problem = try problem(c, batch: 7)
    let examples = try problem.loadedExamples()
    let x = normals(problem.dimension, seed: 1, scale: 0.7)
    let rows = [3, 119, 40, 41, 0]
    let plain = PlainNetwork(
      architecture: problem.architecture, data: examples.data,
      rows: rows.map { examples.training[$0] })
    let direction = normals(x.count, seed: 2)
    let (value, slope) = plain.loss(at: x, along: direction)
    let double = batchGradient(try Double.makeObjective(problem), at: x, rows)
    #expect(
      abs(double.loss - value) < 1e-12 && abs(dot(double.gradient, direction) - slope) < 1e-11)
    let single = batchGradient(try Float.makeObjective(problem), at: x.map(Float.init), rows)
    #expect(abs(Double(single.loss) - value) < 1e-5 * max(1, value))
    // Single precision: 24 bits, a few hundred terms of order 1.
    #expect(abs(dot(single.gradient.map(Double.init), direction) - slope) < 2e-4)
  }

  @Test("batches of every size average to the full gradient", arguments: [1, 7, 32, 50, 119, 120])
  func average(_ size: Int) throws {
    let problem = try problem(Case(hidden: [5], ridge: 0.1), batch: .examples(size))
    let x = normals(problem.dimension, seed: 3, scale: 0.7)
    let objective = try Double.makeObjective(problem)
    var mean = [Double](repeating: 0, count: x.count)
    let order = BatchOrder(exampleCount: 120, batchSize: size, seed: 4)
    var meanLoss = 0.0
    for _ in 0..<order.batchesPerEpoch {
      let rows = order.next().indices
      let (loss, gradient) = batchGradient(objective, at: x, Array(rows))
      let share = Double(rows.count) / 120
      meanLoss += share * loss
      for i in mean.indices { mean[i] += share * gradient[i] }
    }
    #expect(abs(meanLoss - (try problem.value(at: x))) < 1e-13)
    #expect(distance(mean, try problem.gradient(at: x)) < 1e-13)
  }

  @Test("a batch larger than a block of work memory is summed over blocks") func blocks() throws {
    let problem = try MLP {
      $0.hidden = [3]
      $0.batch = 1000
    }
    let x = problem.start(seed: 1)
    let objective = try Double.makeObjective(problem)
    let whole = batchGradient(objective, at: x, Array(0..<1000))
    let parts = [0..<300, 300..<1000].map { batchGradient(objective, at: x, Array($0)) }
    let mean = zip(parts[0].gradient, parts[1].gradient).map { 0.3 * $0 + 0.7 * $1 }
    #expect(distance(whole.gradient, mean) < 1e-14)
  }

  @Test("permuting hidden units does not change the loss", arguments: Activation.allCases)
  func permutation(_ activation: Activation) throws {
    let problem = try problem(Case(activation: activation, hidden: [3], ridge: 0.1))
    let x = normals(problem.dimension, seed: 6)
    let order = [2, 0, 1]
    var y = x
    for (to, from) in order.enumerated() {
      for j in 0..<4 { y[to * 4 + j] = x[from * 4 + j] }
      y[12 + to] = x[12 + from]
      for k in 0..<3 { y[15 + k * 3 + to] = x[15 + k * 3 + from] }
    }
    #expect(x != y)
    #expect(abs(try problem.value(at: x) - problem.value(at: y)) < 1e-14)
  }

  @Test("the order of the examples does not change the full gradient, up to rounding")
  func rowOrder() throws {
    let problem = try problem(Case(hidden: [5], ridge: 0), batch: 119)
    let x = normals(problem.dimension, seed: 7)
    let objective = try Double.makeObjective(problem)
    let shuffled = CounterRandom(seed: 1).permutation(120)
    let a = batchGradient(objective, at: x, Array(0..<120)).gradient
    #expect(distance(a, batchGradient(objective, at: x, shuffled).gradient) < 1e-14)
  }

  @Test("an evaluation does not affect the next one") func purity() throws {
    let problem = try problem(Case(activation: .gelu, hidden: [6, 4], ridge: 0.1), batch: 9)
    let x = normals(problem.dimension, seed: 8)
    let y = normals(problem.dimension, seed: 9)
    let objective = try Double.makeObjective(problem)
    let first = batchGradient(objective, at: x, [5, 6, 7])
    let metrics = objective.examples!.metrics(x)
    _ = batchGradient(objective, at: y, [1, 2, 3, 4, 5, 6, 7, 8, 9])
    _ = objective.examples!.metrics(y)
    let again = batchGradient(objective, at: x, [5, 6, 7])
    #expect(first.loss == again.loss && first.gradient == again.gradient)
    #expect(objective.examples!.metrics(x) == metrics)
    #expect(metrics.trainLoss == objective.value(x))
  }
}
