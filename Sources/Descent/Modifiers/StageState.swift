/// The state of a modifier: its buffers and its counters.
public struct StageState<T: KernelScalar> {
  @usableFromInline let buffers: UnsafeMutablePointer<T>
  @usableFromInline let offsets: [Int]
  @usableFromInline let count: Int
  /// The counters, in the order of the modifier's declaration.
  public let counters: UnsafeMutableBufferPointer<Double>

  @inlinable
  init(_ step: StepArguments<T>, _ places: StagePlaces) {
    buffers = step.buffers
    offsets = places.offsets
    count = places.count
    counters = UnsafeMutableBufferPointer(
      start: step.scalars + places.firstScalar, count: places.scalarCount)
  }

  /// The buffer of slot `index`, with one entry per coordinate.
  @inlinable
  public func slot(_ index: Int) -> UnsafeMutableBufferPointer<T> {
    UnsafeMutableBufferPointer(start: buffers + offsets[index], count: count)
  }
}

/// The location of a modifier's state in the state of the whole optimizer.
@usableFromInline
struct StagePlaces: Sendable {
  @usableFromInline var offsets: [Int] = []
  @usableFromInline let firstScalar: Int
  @usableFromInline let scalarCount: Int
  @usableFromInline let count: Int

  /// Appends the slots and counters to the layout.
  @usableFromInline
  init(_ slots: [StateSlot], _ counters: [StateSlot], count: Int, in layout: inout StateLayout) {
    self.count = count
    firstScalar = layout.scalars.count
    scalarCount = counters.count
    for slot in slots { offsets.append(layout.appendStageBuffer(slot, count: count)) }
    for counter in counters { layout.appendStageScalar(counter) }
  }
}
