/// Means of consecutive values in bounded memory: a block has one value at first; whenever there are
/// too many blocks, neighbours are merged.
package struct BlockMeans: Sendable, Hashable {
  /// The largest number of blocks.
  package let capacity: Int
  /// The number of values in a block.
  package private(set) var blockSize = 1
  private var sums: [SIMD2<Double>] = []
  private var pending = SIMD2<Double>.zero
  private var pendingCount = 0

  /// - Parameter capacity: even, at least 16.
  package init(capacity: Int = 4096) {
    precondition(capacity >= 16 && capacity.isMultiple(of: 2), "a capacity of \(capacity)")
    self.capacity = capacity
  }

  package mutating func append(_ point: SIMD2<Double>) {
    pending += point
    pendingCount += 1
    guard pendingCount == blockSize else { return }
    sums.append(pending)
    (pending, pendingCount) = (.zero, 0)
    guard sums.count == capacity else { return }
    sums = stride(from: 0, to: capacity, by: 2).map { sums[$0] + sums[$0 + 1] }
    blockSize *= 2
  }

  /// The largest number of values averaged in a point of ``smoothed``: a fiftieth of all values, and
  /// at least 5.
  package var window: Int { blockSize * reach * 2 + blockSize }

  private var reach: Int { max(2, sums.count / 100) }

  /// For each block, the mean over a window around it, shortened at both ends.
  package var smoothed: [SIMD2<Double>] {
    let size = Double(blockSize)
    return sums.indices.map { index in
      // A symmetric window, because otherwise the ends would be biased.
      let reach = min(reach, index, sums.count - 1 - index)
      let part = sums[(index - reach)...(index + reach)]
      let sum = part.reduce(0) { $0 + $1.y }
      return SIMD2(sums[index].x / size, sum / (size * Double(part.count)))
    }
  }
}
