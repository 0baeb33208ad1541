/// A slot of an optimizer's state with entries that have become infinite or NaN.
public struct StateFault: Sendable, Hashable {
  /// The slot's name, as `descent show` lists it.
  public let slot: String
  /// The tensor of the entries; nil for a slot that does not belong to a single tensor.
  public let tensor: String?
  /// The number of entries that are not finite, at least 1.
  public let count: Int
  /// The number of the slot's entries for the tensor.
  public let size: Int
  /// The index of the first entry that is not finite, from 0 within the tensor.
  public let first: Int

  /// Finds all slots with entries that are not finite although their initial value is, in the
  /// order of the state.
  @specialized(where T == Float)
  @specialized(where T == Double)
  static func all<T: KernelScalar>(
    in storage: UnsafeBufferPointer<T>, _ scalars: UnsafeBufferPointer<Double>,
    _ state: StateLayout, _ layout: Layout
  ) -> [StateFault] {
    var faults: [StateFault] = []
    for buffer in state.buffers where buffer.slot.initial.isFinite {
      let (slot, owner) = split(buffer.slot.name, layout)
      let isOfAll = owner == nil && buffer.count == layout.count
      let parts =
        isOfAll ? layout.tensors.map { ($0.name, $0.range) } : [(owner, 0..<buffer.count)]
      for (tensor, range) in parts {
        let bad = range.filter { !storage[buffer.offset + $0].isFinite }
        guard let first = bad.first else { continue }
        faults.append(
          StateFault(
            slot: slot, tensor: tensor, count: bad.count, size: range.count,
            first: first - range.lowerBound))
      }
    }
    for (place, scalar) in state.scalars.enumerated()
    where scalar.initial.isFinite && !scalars[place].isFinite {
      let (slot, owner) = split(scalar.name, layout)
      faults.append(StateFault(slot: slot, tensor: owner, count: 1, size: 1, first: 0))
    }
    return faults
  }

  /// Splits the name of one tensor's slot, `name[tensor]`.
  private static func split(_ name: String, _ layout: Layout) -> (slot: String, tensor: String?) {
    for tensor in layout.tensors where name.hasSuffix("[\(tensor.name)]") {
      return (String(name.dropLast(tensor.name.count + 2)), tensor.name)
    }
    return (name, nil)
  }
}
