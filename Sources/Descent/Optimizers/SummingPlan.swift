/// The work memory of a kernel with sums, allocated once and reused at every step.
@usableFromInline
final class SummingPlan {
  /// The number of terms in a block, which is summed in the type of the parameters.
  @inlinable static var block: Int { 1024 }

  /// The tensors that have entries, in the order of their names.
  @usableFromInline let tensors: [(index: Int, offset: Int, count: Int)]
  @usableFromInline let reductions: [Reduction]
  /// Whether a sum goes over all tensors.
  @usableFromInline let isWide: Bool
  /// Eight sums for each tensor of the layout: four per pass.
  @usableFromInline let sums: Scratch<Double>
  /// Four sums for each block of the largest tensor.
  @usableFromInline let blocks: Scratch<Double>
  @usableFromInline private(set) var totalCount = 0
  private let tensorCount: Int

  @usableFromInline
  init(_ reductions: [Reduction], _ layout: Layout) {
    require(
      (1...4).contains(reductions.count), "a rule has 1 to 4 sums, not \(reductions.count)")
    self.reductions = reductions
    isWide = reductions.contains { $0.scope == .all }
    tensorCount = layout.tensors.count
    tensors = layout.tensors.indices.filter { layout.tensors[$0].count > 0 }
      .sorted { layout.tensors[$0].name < layout.tensors[$1].name }
      .map { ($0, layout.tensors[$0].offset, layout.tensors[$0].count) }
    sums = Scratch(8 * max(1, tensorCount))
    let largest = layout.tensors.map(\.count).max() ?? 0
    blocks = Scratch(4 * max(1, (largest + Self.block - 1) / Self.block))
  }

  /// Clears the sums of the previous step.
  @usableFromInline
  func begin(_ present: UnsafePointer<Bool>?) {
    sums.pointer.update(repeating: 0, count: 8 * tensorCount)
    totalCount = 0
    for tensor in tensors where present?[tensor.index] ?? true { totalCount += tensor.count }
  }

  /// Computes the sums over all tensors for one pass, from the sums over each tensor.
  @usableFromInline
  func combine(_ pass: Int, _ present: UnsafePointer<Bool>?) {
    for (j, reduction) in reductions.enumerated() where reduction.scope == .all {
      let place = 4 * pass + j
      var total = reduction.start
      for tensor in tensors where present?[tensor.index] ?? true {
        total = reduction.combine(total, sums.pointer[8 * tensor.index + place])
      }
      for tensor in tensors { sums.pointer[8 * tensor.index + place] = total }
    }
  }

  /// Adds the blocks of a tensor.
  /// - Returns: whether a sum must be recomputed in double precision.
  @usableFromInline
  func addBlocks(_ tensor: Int, _ pass: Int, _ count: Int, again: Bool) -> Bool {
    let blockCount = (count + Self.block - 1) / Self.block
    var isDoubtful = false
    for (j, reduction) in reductions.enumerated() {
      let place = 8 * tensor + 4 * pass + j
      // Keeps the sums that were accurate the first time.
      if again, !Self.isDoubtful(sums.pointer[place]) { continue }
      var total = reduction.start
      for block in 0..<blockCount {
        total = reduction.combine(total, blocks.pointer[4 * block + j])
      }
      sums.pointer[place] = total
      isDoubtful = isDoubtful || Self.isDoubtful(total)
    }
    return isDoubtful
  }

  private static func isDoubtful(_ sum: Double) -> Bool { !(abs(sum) >= 0x1p-100 && sum.isFinite) }
}

extension Reduction {
  @usableFromInline var start: Double { isMaximum ? -.infinity : 0 }

  /// Propagates NaN, also in a maximum.
  @inlinable
  func combine(_ a: Double, _ b: Double) -> Double {
    isMaximum ? (a.isNaN || a >= b ? a : b) : a + b
  }
}
