import RealModule

/// A number that records the operations on it, for reverse-mode differentiation.
///
/// Each operation writes its operands' indices and its slopes to a tape; one backward sweep over the tape
/// gives the derivatives with respect to all variables. Constants write nothing. The tape is recorded again
/// at every evaluation, so comparisons and branches need no special treatment.
///
/// An operation costs about 2 ns for recording and sweep together, in addition to the time of an
/// elementary function. A gradient takes as long as 3.6 to 4 values if elementary functions dominate, 13
/// for sums of products written as loops, and 35 for arithmetic that the compiler vectorizes. Like every
/// recording method it is expensive next to vectorized arithmetic, but it needs one sweep, while forward
/// mode needs one per four variables.
/// - Follows: Linnainmaa, "Taylor expansion of the accumulated rounding error", BIT 16(2), 1976, with the
///   partial derivatives stored at each node.
public struct Traced<Base: FormulaNumber>: _DifferentiatedNumber {
  public var value: Base
  /// The index on the tape: 0 for constants, 1 to n for variables, above n for operations.
  @usableFromInline package var place: Int32
  /// The tape; nil for constants. Each number has the pointer, so that concurrent runs need no global
  /// state.
  @usableFromInline var tape: UnsafeMutablePointer<Tape<Base>>?

  @inlinable @inline(__always)
  init(value: Base, place: Int32, tape: UnsafeMutablePointer<Tape<Base>>?) {
    self.value = value
    self.place = place
    self.tape = tape
  }

  @inlinable @inline(__always)
  public init(value: Base) { self.init(value: value, place: 0, tape: nil) }

  /// The result of an operation with slopes `p` with respect to `a` and `q` with respect to `b`. A
  /// constant operand has the index 0, where the sweep's result is never read.
  @inlinable @inline(__always)
  public static func linear(_ value: Base, _ a: Self, _ p: Base, _ b: Self, _ q: Base) -> Self {
    guard let tape = a.tape ?? b.tape else { return Self(value: value) }
    let place = tape.pointee.next
    if place == tape.pointee.capacity { Tape.grow(tape) }
    (tape.pointee.nodes + Int(place)).initialize(
      to: TapeNode(a: a.place, b: b.place, slopeA: p, slopeB: q))
    tape.pointee.next = place &+ 1
    return Self(value: value, place: place, tape: tape)
  }

  @inlinable @inline(__always)
  public func _chain(_ value: Base, slope: Base) -> Self {
    Self.linear(value, self, slope, Self(value: .zero), .zero)
  }
}

extension Traced {
  public typealias Magnitude = Traced

  /// A constant shifts the value and makes no node.
  @inlinable @inline(__always)
  public static func + (a: Self, b: Self) -> Self {
    let sum = a.value + b.value
    if b.tape == nil { return Self(value: sum, place: a.place, tape: a.tape) }
    if a.tape == nil { return Self(value: sum, place: b.place, tape: b.tape) }
    return linear(sum, a, 1, b, 1)
  }

  @inlinable @inline(__always)
  public static func - (a: Self, b: Self) -> Self {
    let difference = a.value - b.value
    if b.tape == nil { return Self(value: difference, place: a.place, tape: a.tape) }
    return linear(difference, a, 1, b, -1)
  }
}
