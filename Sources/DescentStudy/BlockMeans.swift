/// Means of consecutive values in a bounded amount of memory: a block has one value until there are too
/// many of them, then neighbours are joined.
package struct BlockMeans: Sendable, Hashable {
  /// The most blocks.
  package let capacity: Int
  /// How many values a block has.
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

  /// How many values a point of ``smoothed`` is the mean of, at most: a fiftieth of all, and no fewer
  /// than 5.
  package var window: Int { blockSize * reach * 2 + blockSize }

  private var reach: Int { max(2, sums.count / 100) }

  /// At each block the mean over a window around it, cut at both ends.
  package var smoothed: [SIMD2<Double>] {
    let size = Double(blockSize)
    return sums.indices.map { index in
      // As far to one side as to the other, or the ends would lean.
      let reach = min(reach, index, sums.count - 1 - index)
      let part = sums[(index - reach)...(index + reach)]
      let sum = part.reduce(0) { $0 + $1.y }
      return SIMD2(sums[index].x / size, sum / (size * Double(part.count)))
    }
  }
}
