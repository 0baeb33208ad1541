/// The order in which mini-batches visit the examples: a new permutation in each epoch, which is a
/// pure function of the seed and the epoch, or a given order.
package final class BatchOrder {
  package let exampleCount: Int
  package let batchSize: Int
  private let random: CounterRandom
  private let indices: UnsafeMutableBufferPointer<Int>
  private var needsShuffle = false
  /// The given order, if any: the examples of each micro-batch.
  private let given: [[Int]]?
  /// Memory for a batch of a given order.
  private let batch: UnsafeMutableBufferPointer<Int>
  /// The current epoch, from 0.
  package private(set) var epoch: Int
  /// The number of examples already visited in this epoch.
  package private(set) var position: Int
  /// The number of batches returned so far, including those before a resumed run.
  package private(set) var batches: Int

  /// - Parameter given: the examples of each micro-batch, from 0, instead of a random order. An
  ///   epoch ends with the batch that completes `exampleCount` examples.
  /// - Precondition: `batchSize` lies in `1...exampleCount`, `position` in `0..<exampleCount`; given
  ///   batches pass ``check(_:exampleCount:)``.
  package init(
    exampleCount: Int, batchSize: Int, seed: UInt64, epoch: Int = 0, position: Int = 0,
    batches: Int = 0, given: [[Int]]? = nil
  ) {
    precondition((1...exampleCount).contains(batchSize), "batches of \(batchSize)")
    precondition((0..<exampleCount).contains(position), "position \(position)")
    self.exampleCount = exampleCount
    self.batchSize = batchSize
    self.given = given
    random = CounterRandom(seed: seed).split(stream: RandomStream.batchOrder)
    indices = .allocate(capacity: exampleCount)
    for i in 0..<exampleCount { indices.initializeElement(at: i, to: i) }
    batch = .allocate(capacity: max(1, given?.lazy.map(\.count).max() ?? 0))
    self.epoch = epoch
    self.position = position
    self.batches = batches
    if given == nil { shuffle() }
  }

  deinit {
    indices.deallocate()
    batch.deallocate()
  }

  package var batchesPerEpoch: Int { (exampleCount + batchSize - 1) / batchSize }

  /// The next batch; the last one of an epoch may be smaller.
  /// - Returns: the indices, valid until the next call, and whether the batch ends the epoch.
  /// - Precondition: a given order is not exhausted.
  package func next() -> (indices: UnsafeBufferPointer<Int>, endsEpoch: Bool) {
    if let given { return next(of: given) }
    batches += 1
    if position == 0, needsShuffle { shuffle() }
    let start = position
    let end = min(start + batchSize, exampleCount)
    let endsEpoch = end == exampleCount
    position = endsEpoch ? 0 : end
    if endsEpoch {
      epoch += 1
      needsShuffle = true
    }
    return (UnsafeBufferPointer(rebasing: indices[start..<end]), endsEpoch)
  }

  private func next(of given: [[Int]]) -> (indices: UnsafeBufferPointer<Int>, endsEpoch: Bool) {
    precondition(batches < given.count, "batch \(batches) of \(given.count)")
    let list = given[batches]
    for (i, index) in list.enumerated() { batch[i] = index }
    batches += 1
    position += list.count
    let endsEpoch = position >= exampleCount
    if endsEpoch {
      epoch += 1
      position = 0
    }
    return (UnsafeBufferPointer(rebasing: batch[..<list.count]), endsEpoch)
  }

  /// Whether a given order is exhausted.
  package var isUsedUp: Bool { given.map { batches >= $0.count } ?? false }

  /// The examples of the last batch; nil before the first.
  package var last: [Int]? {
    if let given { return batches > 0 ? given[batches - 1] : nil }
    guard epoch > 0 || position > 0 else { return nil }
    let end = position > 0 ? position : exampleCount
    let start = (end - 1) / batchSize * batchSize
    // At the start of an epoch, the last batch is from the previous epoch's permutation.
    let other = BatchOrder.permutation(
      of: exampleCount, batchSize: batchSize, random, epoch: position > 0 ? epoch : epoch - 1)
    return Array(other[start..<end])
  }

  private func shuffle() {
    needsShuffle = false
    // A full batch is not shuffled, so that sums follow the order of the data.
    guard batchSize < exampleCount else { return }
    for i in 0..<exampleCount { indices[i] = i }
    Self.shuffle(indices, random.split(stream: UInt64(epoch)))
  }

  private static func shuffle(
    _ indices: UnsafeMutableBufferPointer<Int>, _ epochRandom: CounterRandom
  ) {
    for i in stride(from: indices.count - 1, to: 0, by: -1) {
      indices.swapAt(i, epochRandom.index(UInt64(i), below: i + 1))
    }
  }

  private static func permutation(
    of count: Int, batchSize: Int, _ random: CounterRandom, epoch: Int
  ) -> [Int] {
    var indices = Array(0..<count)
    guard batchSize < count else { return indices }
    indices.withUnsafeMutableBufferPointer {
      shuffle($0, random.split(stream: UInt64(epoch)))
    }
    return indices
  }
}

/// An error in a given order of examples.
package enum BatchesError: Error, Hashable, Sendable, CustomStringConvertible {
  case empty(batch: Int)
  case unknownExample(batch: Int, index: Int, count: Int)
  case tooLarge(batch: Int, count: Int, limit: Int)
  case tooShort(updates: Int, needed: Int)
  case tooFewEpochs(epochs: Int, needed: Int)

  package var description: String {
    switch self {
    case .empty(let batch): "batch \(batch) holds no example"
    case .unknownExample(let batch, let index, let count):
      "batch \(batch) names example \(index), the examples are 0 to \(count - 1)"
    case .tooLarge(let batch, let count, let limit):
      "batch \(batch) holds \(count) examples, this problem's batches at most \(limit)"
    case .tooShort(let updates, let needed):
      "the batches last for \(updates) updates, the run makes \(needed)"
    case .tooFewEpochs(let epochs, let needed):
      "the batches last for \(epochs) epochs, the run makes \(needed)"
    }
  }
}

extension BatchOrder {
  /// Rejects a given order that a run cannot follow.
  /// - Parameters:
  ///   - batchSize: the largest batch that the problem takes.
  ///   - window: the number of micro-batches per update; a window also closes at the end of an
  ///     epoch.
  ///   - steps: the number of updates of the run; nil if not limited.
  static func check(
    _ given: [[Int]], exampleCount: Int, batchSize: Int, window: Int, steps: Int?, epochs: Int?
  ) throws(BatchesError) {
    var (updates, position, inWindow, ended) = (0, 0, 0, 0)
    for (number, list) in given.enumerated() {
      if list.isEmpty { throw .empty(batch: number) }
      if list.count > batchSize {
        throw .tooLarge(batch: number, count: list.count, limit: batchSize)
      }
      if let index = list.first(where: { !(0..<exampleCount).contains($0) }) {
        throw .unknownExample(batch: number, index: index, count: exampleCount)
      }
      position += list.count
      inWindow += 1
      if position >= exampleCount || inWindow >= window {
        updates += 1
        inWindow = 0
      }
      if position >= exampleCount {
        position = 0
        ended += 1
      }
    }
    if let steps, updates < steps, epochs.map({ ended < $0 }) ?? true {
      throw .tooShort(updates: updates, needed: steps)
    }
    if steps == nil, let epochs, ended < epochs {
      throw .tooFewEpochs(epochs: ended, needed: epochs)
    }
  }
}
