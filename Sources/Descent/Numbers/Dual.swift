import RealModule

/// A number with its derivatives along four directions (forward-mode differentiation).
///
/// Evaluating a formula at `x + Σ εₖ dₖ` with `εₖ εⱼ = 0` gives the value and the four directional
/// derivatives in one pass. `Dual<Dual<Double>>` gives exact second derivatives, sixteen at a
/// time.
/// - Follows: Wengert, "A simple automatic derivative evaluation program", CACM 7(8), 1964.
public struct Dual<Base: FormulaNumber>: _DifferentiatedNumber {
  /// The number of directions carried.
  @inlinable public static var lanes: Int { 4 }

  /// The derivatives with respect to four variables.
  public typealias Tangents = InlineArray<4, Base>

  public var value: Base
  /// The derivatives, one for each variable of the sweep.
  public var tangents: Tangents

  /// Creates a number with its derivatives.
  @inlinable @inline(__always)
  public init(value: Base, tangents: Tangents) {
    self.value = value
    self.tangents = tangents
  }

  @inlinable @inline(__always)
  public init(value: Base) { self.init(value: value, tangents: Tangents(repeating: .zero)) }

  @inlinable @inline(__always)
  public func _chain(_ value: Base, slope: Base) -> Self {
    Self(
      value: value,
      tangents: [
        slope * tangents[0], slope * tangents[1], slope * tangents[2], slope * tangents[3],
      ])
  }
}

extension Dual: BitwiseCopyable where Base: BitwiseCopyable {}

extension Dual {
  public typealias Magnitude = Dual

  @inlinable @inline(__always)
  public static func + (a: Self, b: Self) -> Self {
    Self(
      value: a.value + b.value,
      tangents: [
        a.tangents[0] + b.tangents[0], a.tangents[1] + b.tangents[1],
        a.tangents[2] + b.tangents[2], a.tangents[3] + b.tangents[3],
      ])
  }

  @inlinable @inline(__always)
  public static func - (a: Self, b: Self) -> Self {
    Self(
      value: a.value - b.value,
      tangents: [
        a.tangents[0] - b.tangents[0], a.tangents[1] - b.tangents[1],
        a.tangents[2] - b.tangents[2], a.tangents[3] - b.tangents[3],
      ])
  }

  @inlinable @inline(__always)
  public static func linear(_ value: Base, _ a: Self, _ p: Base, _ b: Self, _ q: Base) -> Self {
    let plain = Self(
      value: value,
      tangents: [
        p * a.tangents[0] + q * b.tangents[0], p * a.tangents[1] + q * b.tangents[1],
        p * a.tangents[2] + q * b.tangents[2], p * a.tangents[3] + q * b.tangents[3],
      ])
    // Only second derivatives meet an infinite slope beside a finite value.
    if Base.self == Double.self || Base.self == Float.self || plain._hasFiniteTangents {
      return plain
    }
    return _sum(value, a._guardedChain(value, slope: p), b._guardedChain(value, slope: q))
  }

  @inlinable @inline(__always)
  public static func _times(_ constant: Double, _ x: Self) -> Self {
    Self(
      value: Base._times(constant, x.value),
      tangents: [
        Base._times(constant, x.tangents[0]), Base._times(constant, x.tangents[1]),
        Base._times(constant, x.tangents[2]), Base._times(constant, x.tangents[3]),
      ])
  }
}
