// The other requirements of traced numbers. Slopes that are not finite are recorded unchanged. The
// gradient then has an entry that is not finite, and is recomputed in forward mode, which follows the
// conventions.

extension Traced {
  @inlinable @inline(never)
  public func _guardedChain(_ value: Base, slope: Base) -> Self { _chain(value, slope: slope) }

  @inlinable @inline(never)
  public static func _sum(_ value: Base, _ a: Self, _ b: Self) -> Self {
    linear(value, a, 1, b, 1)
  }

  @inlinable @inline(never)
  public func _tangentsDivided(by divisor: Base) -> Self { _chain(value, slope: 1 / divisor) }

  @inlinable @inline(__always) public var _isFinite: Bool { value._isFinite }
  @inlinable @inline(__always) public var _isNormal: Bool { value._isNormal }
  @inlinable @inline(__always) public var _isConstant: Bool { tape == nil && value._isConstant }

  /// Records one row of the tape if `x` are adjacent variables; otherwise uses the loop.
  @inlinable
  public static func dot(_ c: UnsafePointer<Double>, _ x: Point<Self>) -> Self {
    guard let tape = x.first?.tape, let first = tape.pointee.place(of: x) else {
      return _sumOfProducts(c, x)
    }
    let values = Point(tape.pointee.values + (first &- 1), count: x.count)
    let place = Tape.addRow(tape, c, first, x.count)
    return Self(value: Base.dot(c, values), place: place, tape: tape)
  }

  /// Uses memory that the tape keeps from one evaluation to the next.
  @inlinable
  public static func _withRoom<Result>(
    for count: Int, beside x: Point<Self>, _ body: (UnsafeMutablePointer<Self>) -> Result
  ) -> Result {
    guard let tape = x.first?.tape, !tape.pointee.roomIsTaken else {
      return _withTemporaryRoom(for: count, body)
    }
    let room = Tape.takeRoom(tape, count)
    defer { tape.pointee.roomIsTaken = false }
    return body(room)
  }
}
