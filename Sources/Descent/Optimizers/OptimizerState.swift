/// One named buffer or scalar of an optimizer's state, with the value that it starts from.
public struct StateSlot: Sendable, Hashable, ExpressibleByStringLiteral {
  public let name: String
  public let initial: Double

  public init(_ name: String, initial: Double = 0) {
    self.name = name
    self.initial = initial
  }

  public init(stringLiteral name: String) { self.init(name) }
}

/// Which buffers and scalars a state has, and where each lies in its storage.
public struct StateLayout: Sendable, Hashable {
  public struct Buffer: Sendable, Hashable {
    public let slot: StateSlot
    public let offset: Int
    public let count: Int
    public var range: Range<Int> { offset..<(offset + count) }
  }

  public private(set) var buffers: [Buffer] = []
  public private(set) var scalars: [StateSlot] = []
  /// The number of buffer entries in all.
  public private(set) var count = 0

  public init() {}

  public mutating func appendBuffer(_ slot: StateSlot, count: Int) {
    precondition(!buffers.contains { $0.slot.name == slot.name }, "two buffers named \(slot.name)")
    buffers.append(Buffer(slot: slot, offset: self.count, count: count))
    self.count += count
  }

  public mutating func appendScalar(_ slot: StateSlot) {
    precondition(!scalars.contains { $0.name == slot.name }, "two scalars named \(slot.name)")
    scalars.append(slot)
  }
}

/// The state of an optimizer: named buffers and scalars, nothing hidden.
///
/// A value: a copy is a snapshot, and two states can be compared bit for bit.
public struct OptimizerState<T: KernelScalar>: Sendable, Hashable {
  public let layout: StateLayout
  /// The buffers one after another.
  public var storage: [T]
  /// Per-tensor counters and running products, in double precision whatever `T` is.
  public var scalars: [Double]

  public init(_ layout: StateLayout) {
    self.layout = layout
    storage = []
    storage.reserveCapacity(layout.count)
    for buffer in layout.buffers {
      storage.append(contentsOf: repeatElement(T(buffer.slot.initial), count: buffer.count))
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
