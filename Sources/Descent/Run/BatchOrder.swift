/// The order in which mini-batches visit the examples: a fresh permutation each epoch, a pure function
/// of the seed and the epoch.
public struct BatchOrder {
  public let exampleCount: Int
  public let batchSize: Int
  private let random: CounterRandom
  private var order: [Int]
  /// The epoch under way, counting from 0.
  public private(set) var epoch: Int
  /// The number of examples of this epoch already visited.
  public private(set) var position: Int

  /// - Precondition: `batchSize` lies in `1...exampleCount`, `position` in `0..<exampleCount`.
  public init(exampleCount: Int, batchSize: Int, seed: UInt64, epoch: Int = 0, position: Int = 0) {
    precondition((1...exampleCount).contains(batchSize), "batches of \(batchSize)")
    precondition((0..<exampleCount).contains(position), "position \(position)")
    self.exampleCount = exampleCount
    self.batchSize = batchSize
    random = CounterRandom(seed: seed).split(stream: RandomStream.batchOrder)
    order = Array(0..<exampleCount)
    self.epoch = epoch
    self.position = position
    shuffle()
  }

  public var batchesPerEpoch: Int { (exampleCount + batchSize - 1) / batchSize }

  /// Visits the next batch; the last one of an epoch may be smaller.
  /// - Parameter body: receives the indices and whether the batch ends the epoch.
  public mutating func next<Result>(
    _ body: (UnsafeBufferPointer<Int>, Bool) throws -> Result
  ) rethrows -> Result {
    let end = min(position + batchSize, exampleCount)
    let endsEpoch = end == exampleCount
    let result = try order.withUnsafeBufferPointer {
      try body(UnsafeBufferPointer(rebasing: $0[position..<end]), endsEpoch)
    }
    position = end
    if endsEpoch {
      position = 0
      epoch += 1
      shuffle()
    }
    return result
  }

  private mutating func shuffle() {
    // A full batch needs no order, and keeps the sums in the data's own.
    guard batchSize < exampleCount else { return }
    let epochRandom = random.split(stream: UInt64(epoch))
    for i in order.indices { order[i] = i }
    for i in stride(from: exampleCount - 1, to: 0, by: -1) {
      order.swapAt(i, epochRandom.index(UInt64(i), below: i + 1))
    }
  }
}

/// The purposes that a run's seed is split into, so that none shares a sequence with another.
public enum RandomStream {
  /// Initial parameters.
  public static let start: UInt64 = 1
  /// The order of mini-batches.
  public static let batchOrder: UInt64 = 2
  /// Division into training and test examples.
  public static let split: UInt64 = 3
  /// Made-up data and problem instances.
  public static let data: UInt64 = 4
}
