/// The order in which mini-batches visit the examples: a fresh permutation each epoch, a pure function
/// of the seed and the epoch.
public final class BatchOrder {
  public let exampleCount: Int
  public let batchSize: Int
  private let random: CounterRandom
  private let indices: UnsafeMutableBufferPointer<Int>
  private var needsShuffle = false
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
    indices = .allocate(capacity: exampleCount)
    for i in 0..<exampleCount { indices.initializeElement(at: i, to: i) }
    self.epoch = epoch
    self.position = position
    shuffle()
  }

  deinit { indices.deallocate() }

  public var batchesPerEpoch: Int { (exampleCount + batchSize - 1) / batchSize }

  /// The next batch; the last one of an epoch may be smaller.
  /// - Returns: the indices, valid until the next call, and whether the batch ends the epoch.
  public func next() -> (indices: UnsafeBufferPointer<Int>, endsEpoch: Bool) {
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

  private func shuffle() {
    needsShuffle = false
    // A full batch needs no order, and keeps the sums in the data's own.
    guard batchSize < exampleCount else { return }
    let epochRandom = random.split(stream: UInt64(epoch))
    for i in 0..<exampleCount { indices[i] = i }
    for i in stride(from: exampleCount - 1, to: 0, by: -1) {
      indices.swapAt(i, epochRandom.index(UInt64(i), below: i + 1))
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
