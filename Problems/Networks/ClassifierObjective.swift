import Descent
import DescentData

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The loss of a network over all examples or a batch, in one precision. Evaluations allocate
/// nothing.
final class ClassifierObjective<T: DenseScalar> {
  private let network: Network<T>
  private let training: ExampleBlock<T>
  private let test: ExampleBlock<T>
  private let batch: ExampleBlock<T>
  private let parameterCount: Int
  /// The length of the stored point of the last evaluation over all examples, whose score need not
  /// be computed again. It is 0 with mini-batches, which seldom evaluate the same point twice.
  private let knownCount: Int
  private let known: UnsafeMutablePointer<T>
  private var knownScore: Network<T>.Score?

  /// The largest number of examples in one pass: large enough for efficient matrix products, and
  /// small enough for the cache.
  private static var blockSize: Int { 512 }

  init(_ architecture: Architecture, _ examples: PreparedExamples, batchSize: Int) {
    training = .shared(examples, isTest: false)
    test = .shared(examples, isTest: true)
    // With mini-batches, only reports evaluate all examples, so the block is no larger than a batch
    // needs.
    let block =
      batchSize < training.count ? max(64, min(batchSize, Self.blockSize)) : Self.blockSize
    network = Network(architecture, capacity: min(block, max(training.count, test.count)))
    batch = ExampleBlock(count: min(batchSize, network.capacity), width: training.width)
    parameterCount = architecture.layout.count
    knownCount = batchSize < training.count ? 0 : parameterCount
    known = .allocate(capacity: knownCount)
    known.initialize(repeating: 0, count: knownCount)
  }

  deinit { known.deallocate() }

  /// The loss over all training examples, including the penalty.
  func value(_ x: UnsafePointer<T>) -> T { T(trainingLoss(of: trainingScore(x), x)) }

  /// Returns the same loss and writes its gradient.
  func valueAndGradient(_ x: UnsafePointer<T>, _ g: UnsafeMutablePointer<T>) -> T {
    let scale = 1 / T(training.count)
    let score = overBlocks(of: training) { features, labels, rows, isFirst in
      let score = network.forward(x, features, labels, rows: rows, scale: scale)
      network.backward(x, features, rows: rows, into: g, adding: !isFirst)
      return score
    }
    network.addPenaltyGradient(x, to: g)
    remember(score, at: x)
    return T(trainingLoss(of: score, x))
  }

  /// Returns the mean loss over the examples at these indices, including the penalty, and
  /// writes its gradient.
  func batchGradient(
    _ x: UnsafePointer<T>, _ g: UnsafeMutablePointer<T>, _ indices: UnsafeBufferPointer<Int>
  ) -> T {
    precondition(!indices.isEmpty, "a batch of no examples")
    let scale = 1 / T(indices.count)
    var loss = 0.0
    var start = 0
    while start < indices.count {
      let end = min(start + batch.count, indices.count)
      batch.gather(UnsafeBufferPointer(rebasing: indices[start..<end]), of: training)
      let rows = end - start
      loss += network.forward(x, batch.features, batch.labels, rows: rows, scale: scale).loss
      network.backward(x, batch.features, rows: rows, into: g, adding: start > 0)
      start = end
    }
    network.addPenaltyGradient(x, to: g)
    return T(loss / Double(indices.count) + network.penalty(x))
  }

  /// Draws labels from the softmax of the scores at a point, and writes the gradient of the mean loss over
  /// the examples at these indices, or all of them, without the penalty. Returns their number.
  func drawnGradient(
    _ x: UnsafePointer<T>, _ g: UnsafeMutablePointer<T>, _ indices: UnsafeBufferPointer<Int>?,
    _ labels: LabelDraws
  ) -> Int {
    let count = indices?.count ?? training.count
    precondition(count > 0, "a batch of no examples")
    let scale = 1 / T(count)
    for start in stride(from: 0, to: count, by: batch.count) {
      let rows = min(batch.count, count - start)
      var features = UnsafePointer(training.features + start * training.width)
      if let indices {
        batch.gather(
          UnsafeBufferPointer(rebasing: indices[start..<(start + rows)]), of: training)
        features = UnsafePointer(batch.features)
      }
      network.forward(x, features, drawing: batch.labels, rows: rows, scale: scale) {
        labels.uniform(indices?[start + $0] ?? start + $0)
      }
      network.backward(x, features, rows: rows, into: g, adding: start > 0)
    }
    return count
  }

  func metrics(_ x: UnsafePointer<T>) -> Metrics {
    let trained = trainingScore(x)
    let tested = test.count == 0 ? nil : score(of: test, x)
    return Metrics(
      trainLoss: trainingLoss(of: trained, x),
      testLoss: tested.map { $0.loss / Double(test.count) },
      trainAccuracy: Double(trained.correct) / Double(training.count),
      testAccuracy: tested.map { Double($0.correct) / Double(test.count) })
  }

  private func trainingLoss(of score: Network<T>.Score, _ x: UnsafePointer<T>) -> Double {
    score.loss / Double(training.count) + network.penalty(x)
  }

  private func trainingScore(_ x: UnsafePointer<T>) -> Network<T>.Score {
    let size = parameterCount * MemoryLayout<T>.stride
    if let knownScore, memcmp(known, x, size) == 0 { return knownScore }
    let score = score(of: training, x)
    remember(score, at: x)
    return score
  }

  private func remember(_ score: Network<T>.Score, at x: UnsafePointer<T>) {
    guard knownCount > 0 else { return }
    known.update(from: x, count: knownCount)
    knownScore = score
  }

  private func score(of block: ExampleBlock<T>, _ x: UnsafePointer<T>) -> Network<T>.Score {
    overBlocks(of: block) { features, labels, rows, _ in
      network.forward(x, features, labels, rows: rows, scale: 0)
    }
  }

  private func overBlocks(
    of block: ExampleBlock<T>,
    _ pass: (UnsafePointer<T>, UnsafePointer<Int32>, Int, Bool) -> Network<T>.Score
  ) -> Network<T>.Score {
    var total = Network<T>.Score()
    var start = 0
    while start < block.count {
      let rows = min(network.capacity, block.count - start)
      total += pass(block.features + start * block.width, block.labels + start, rows, start == 0)
      start += rows
    }
    return total
  }
}

extension Objective where T: DenseScalar {
  /// The objective of a network over prepared examples.
  init(_ architecture: Architecture, _ examples: PreparedExamples, batchSize: Int) {
    let work = ClassifierObjective<T>(architecture, examples, batchSize: batchSize)
    self.init(
      value: { work.value($0) }, valueAndGradient: { work.valueAndGradient($0, $1) },
      examples: Examples(
        count: examples.training.count, batchSize: batchSize,
        batchGradient: { work.batchGradient($0, $1, $2) }, metrics: { work.metrics($0) }))
    likelihood = Likelihood { work.drawnGradient($0, $1, $2, $3) }
  }
}
