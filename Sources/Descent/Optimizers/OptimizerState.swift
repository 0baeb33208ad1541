/// One named buffer or scalar of an optimizer's state, with the value that it starts from.
public struct StateSlot: Sendable, Hashable, ExpressibleByStringLiteral {
  /// The name in checkpoints.
  public let name: String
  /// What every entry begins with.
  public let initial: Double

  /// A slot with a name and what its entries begin with.
  public init(_ name: String, initial: Double = 0) {
    self.name = name
    self.initial = initial
  }

  public init(stringLiteral name: String) { self.init(name) }
}

/// Which buffers and scalars a state has, and where each lies in its storage.
public struct StateLayout: Sendable, Hashable {
  /// Where a slot's entries for one tensor lie.
  public struct Buffer: Sendable, Hashable {
    /// The slot.
    public let slot: StateSlot
    /// The index of the first entry in the state.
    public let offset: Int
    /// The number of entries.
    public let count: Int
    /// The indices of the entries.
    public var range: Range<Int> { offset..<(offset + count) }
  }

  /// The buffers, in the order of their offsets.
  public private(set) var buffers: [Buffer] = []
  /// The slots of the numbers that belong to a tensor as a whole.
  public private(set) var scalars: [StateSlot] = []
  /// The number of buffer entries in all.
  public private(set) var count = 0

  /// A layout of no state.
  public init() {}

  /// Puts a buffer at the end. - Parameter count: its entries.
  public mutating func appendBuffer(_ slot: StateSlot, count: Int) {
    require(!buffers.contains { $0.slot.name == slot.name }, "two buffers named \(slot.name)")
    buffers.append(Buffer(slot: slot, offset: self.count, count: count))
    self.count += count
  }

  /// Puts a number a tensor at the end.
  public mutating func appendScalar(_ slot: StateSlot) {
    require(!scalars.contains { $0.name == slot.name }, "two scalars named \(slot.name)")
    scalars.append(slot)
  }
}

/// The state of an optimizer: named buffers and scalars, nothing hidden.
///
/// A value: a copy is a snapshot, and two states can be compared bit for bit.
public struct OptimizerState<T: KernelScalar>: Sendable, Hashable {
  /// Where what lies.
  public let layout: StateLayout
  /// The buffers one after another.
  public var storage: [T]
  /// Per-tensor counters and running products, in double precision whatever `T` is.
  public var scalars: [Double]

  /// A state at its beginning.
  public init(_ layout: StateLayout) {
    self.layout = layout
    storage = []
    storage.reserveCapacity(layout.count)
    for buffer in layout.buffers {
      storage += [T](repeating: T(buffer.slot.initial), count: buffer.count)
    }
    scalars = layout.scalars.map(\.initial)
  }

  /// The entries of a buffer, or nil if there is none of that name.
  public subscript(name: String) -> ArraySlice<T>? {
    layout.buffers.first { $0.slot.name == name }.map { storage[$0.range] }
  }

  /// Memory in bytes.
  public var byteCount: Int { storage.count * MemoryLayout<T>.stride + scalars.count * 8 }
}

extension OptimizerState {
  /// The state for the same tensors in another order: each keeps its entries and its scalars by
  /// name. Nil if the tensors are not the same, or a buffer is neither of one tensor nor as the parameters are.
  public func rearranged(from old: Layout, to new: Layout) -> OptimizerState? {
    let places = Dictionary(uniqueKeysWithValues: old.tensors.map { ($0.name, $0) })
    let sources = new.tensors.compactMap { tensor in
      places[tensor.name].flatMap { $0.shape == tensor.shape ? $0 : nil }
    }
    // A buffer or scalar of a tensor is called `name[tensor]`; all others come first, in their order.
    func owner(_ slot: StateSlot) -> Int {
      new.tensors.firstIndex { slot.name.hasSuffix("[\($0.name)]") } ?? -1
    }
    let buffers = layout.buffers.map { (buffer: $0, owner: owner($0.slot)) }
    guard sources.count == new.tensors.count, old.tensors.count == new.tensors.count,
      buffers.allSatisfy({ $0.owner >= 0 || $0.buffer.count == old.count })
    else { return nil }
    var arranged = StateLayout()
    var entries: [T] = []
    let bufferOrder = buffers.indices.sorted { (buffers[$0].owner, $0) < (buffers[$1].owner, $1) }
    for (buffer, owner) in bufferOrder.map({ buffers[$0] }) {
      arranged.appendBuffer(buffer.slot, count: buffer.count)
      guard owner < 0 else {
        entries += storage[buffer.offset..<(buffer.offset + buffer.count)]
        continue
      }
      for source in sources {
        let start = buffer.offset + source.offset
        entries += storage[start..<(start + source.count)]
      }
    }
    let owners = layout.scalars.map(owner)
    let order = layout.scalars.indices.sorted { (owners[$0], $0) < (owners[$1], $1) }
    for index in order { arranged.appendScalar(layout.scalars[index]) }
    var state = OptimizerState(arranged)
    state.storage = entries
    state.scalars = order.map { scalars[$0] }
    return state
  }
}
