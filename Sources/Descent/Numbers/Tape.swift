/// One operation on a tape: the indices of its operands, and its slopes with respect to them.
@usableFromInline
package struct TapeNode<Base> {
  @usableFromInline package var a, b: Int32
  @usableFromInline package var slopeA, slopeB: Base

  @inlinable @inline(__always)
  package init(a: Int32, b: Int32, slopeA: Base, slopeB: Base) {
    (self.a, self.b) = (a, b)
    (self.slopeA, self.slopeB) = (slopeA, slopeB)
  }
}

/// A sum of products of neighbouring variables. It occupies one index, whose node has no
/// operands.
@usableFromInline
package struct TapeRow {
  package var place: Int32
  package var first: Int
  package var count: Int
  package var coefficients: UnsafePointer<Double>
}

/// The record of ``Traced`` numbers' operations. Its memory is reused from one evaluation to
/// the next.
@usableFromInline
package struct Tape<Base: FormulaNumber> {
  /// The operations by index; the entries of constants (index 0) and variables are not used.
  @usableFromInline package var nodes: UnsafeMutablePointer<TapeNode<Base>>
  /// The index of the next operation.
  @usableFromInline package var next: Int32
  @usableFromInline package var capacity: Int32
  @usableFromInline package let variableCount: Int
  @usableFromInline let variables: UnsafeMutablePointer<Traced<Base>>
  /// The variables' values, contiguous in memory, during an evaluation.
  @usableFromInline var values: UnsafePointer<Base>
  /// The derivatives of the result, by index.
  @usableFromInline package var adjoints: UnsafeMutablePointer<Base>
  var adjointCapacity = 1
  package var rows: [TapeRow] = []
  var room: UnsafeMutablePointer<Traced<Base>>?
  var roomCapacity = 0
  @usableFromInline var roomIsTaken = false

  init(_ variables: UnsafeMutablePointer<Traced<Base>>, count: Int) {
    require(count < Int(Int32.max), "a formula of \(count) variables")
    variableCount = count
    self.variables = variables
    // Never read before an evaluation sets it.
    values = UnsafeRawPointer(variables).assumingMemoryBound(to: Base.self)
    next = Int32(count) + 1
    capacity = next
    nodes = .allocate(capacity: Int(capacity))
    adjoints = .allocate(capacity: 1)
  }

  func deallocate() {
    nodes.deallocate()
    adjoints.deallocate()
    room?.deallocate()
  }

  /// The number of operations recorded.
  @usableFromInline package var operationCount: Int { Int(next) - 1 - variableCount }

  /// Begins an evaluation at a point.
  @usableFromInline
  mutating func restart(at values: UnsafePointer<Base>) {
    next = Int32(variableCount) + 1
    rows.removeAll(keepingCapacity: true)
    self.values = values
  }

  /// Doubles the memory for nodes. Happens in the first evaluation, and in a later one that records more
  /// operations.
  @usableFromInline @inline(never)
  static func grow(_ tape: UnsafeMutablePointer<Tape>) {
    let (used, old) = (Int(tape.pointee.next), tape.pointee.nodes)
    require(used < Int(Int32.max), "a formula of \(tape.pointee.operationCount) operations or more")
    let capacity = min(max(2 * used, 64), Int(Int32.max))
    let new = UnsafeMutablePointer<TapeNode<Base>>.allocate(capacity: capacity)
    let first = tape.pointee.variableCount + 1
    (new + first).moveInitialize(from: old + first, count: used - first)
    old.deallocate()
    tape.pointee.nodes = new
    tape.pointee.capacity = Int32(capacity)
  }

  /// The index of the first number if all of them are variables of this tape, in their original
  /// memory; otherwise nil.
  @usableFromInline
  func place(of x: Point<Traced<Base>>) -> Int? {
    let offset = x.base - UnsafePointer(variables)
    return offset >= 0 && offset + x.count <= variableCount ? offset + 1 : nil
  }

  /// Records a sum of products.
  /// - Returns: its index.
  @usableFromInline
  static func addRow(
    _ tape: UnsafeMutablePointer<Tape>, _ c: UnsafePointer<Double>, _ first: Int, _ count: Int
  ) -> Int32 {
    let place = tape.pointee.next
    if place == tape.pointee.capacity { grow(tape) }
    (tape.pointee.nodes + Int(place)).initialize(
      to: TapeNode(a: 0, b: 0, slopeA: .zero, slopeB: .zero))
    tape.pointee.next = place + 1
    tape.pointee.rows.append(TapeRow(place: place, first: first, count: count, coefficients: c))
    return place
  }

  @usableFromInline
  static func takeRoom(
    _ tape: UnsafeMutablePointer<Tape>, _ count: Int
  ) -> UnsafeMutablePointer<Traced<Base>> {
    if tape.pointee.room == nil || tape.pointee.roomCapacity < count {
      tape.pointee.room?.deallocate()
      tape.pointee.room = .allocate(capacity: max(1, count))
      tape.pointee.roomCapacity = count
    }
    let room = tape.pointee.room!
    room.initialize(repeating: .zero, count: count)
    tape.pointee.roomIsTaken = true
    return room
  }
}
