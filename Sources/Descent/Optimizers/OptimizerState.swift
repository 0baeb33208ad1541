/// One named buffer or scalar of an optimizer's state, with its initial value.
public struct StateSlot: Sendable, Hashable, ExpressibleByStringLiteral {
  /// The name in checkpoints.
  public let name: String
  /// The initial value of every entry.
  public let initial: Double

  /// Creates a slot from a name and the initial value of its entries.
  public init(_ name: String, initial: Double = 0) {
    self.name = name
    self.initial = initial
  }

  public init(stringLiteral name: String) { self.init(name) }
}

/// The buffers and scalars of a state, with their positions in its storage.
public struct StateLayout: Sendable, Hashable {
  /// The position of a slot's entries in the storage.
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
  /// The scalars, such as per-tensor counters.
  public private(set) var scalars: [StateSlot] = []
  /// The total number of buffer entries.
  public private(set) var count = 0

  /// Creates an empty layout.
  public init() {}

  /// Appends a buffer. - Parameter count: the number of its entries.
  public mutating func appendBuffer(_ slot: StateSlot, count: Int) {
    require(!buffers.contains { $0.slot.name == slot.name }, "two buffers named \(slot.name)")
    buffers.append(Buffer(slot: slot, offset: self.count, count: count))
    self.count += count
  }

  /// Appends a scalar.
  public mutating func appendScalar(_ slot: StateSlot) {
    require(!scalars.contains { $0.name == slot.name }, "two scalars named \(slot.name)")
    scalars.append(slot)
  }
}

/// The complete state of an optimizer: named buffers and scalars.
///
/// It is a value type: a copy is a snapshot, and two states can be compared bit for bit.
public struct OptimizerState<T: KernelScalar>: Sendable, Hashable {
  /// The positions of buffers and scalars.
  public let layout: StateLayout
  /// The entries of all buffers, concatenated.
  public var storage: [T]
  /// Per-tensor counters and running products, always in double precision.
  public var scalars: [Double]

  /// Creates the initial state.
  public init(_ layout: StateLayout) {
    self.layout = layout
    storage = []
    storage.reserveCapacity(layout.count)
    for buffer in layout.buffers {
      storage += [T](repeating: T(buffer.slot.initial), count: buffer.count)
    }
    scalars = layout.scalars.map(\.initial)
  }

  /// The entries of the buffer with a name, or nil if there is none.
  public subscript(name: String) -> ArraySlice<T>? {
    layout.buffers.first { $0.slot.name == name }.map { storage[$0.range] }
  }

  /// Memory in bytes.
  public var byteCount: Int { storage.count * MemoryLayout<T>.stride + scalars.count * 8 }
}

extension OptimizerState {
  /// The state for the same tensors in another order: each tensor keeps its entries and scalars, matched by
  /// name. Nil if the tensors differ, or if a buffer neither belongs to one tensor nor has the length of the
  /// parameters.
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
