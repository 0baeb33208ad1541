import RealModule

// Support for the boundaries of domains: products and quotients in which a derivative of 0 stays 0
// regardless of the factor, and the predicates that decide when they are needed.

extension Dual {
  @inlinable
  public func _guardedChain(_ value: Base, slope: Base) -> Self {
    Self(
      value: value,
      tangents: [
        Base._scaled(tangents[0], by: slope), Base._scaled(tangents[1], by: slope),
        Base._scaled(tangents[2], by: slope), Base._scaled(tangents[3], by: slope),
      ])
  }

  @inlinable
  public static func _sum(_ value: Base, _ a: Self, _ b: Self) -> Self {
    Self(
      value: value,
      tangents: [
        a.tangents[0] + b.tangents[0], a.tangents[1] + b.tangents[1],
        a.tangents[2] + b.tangents[2], a.tangents[3] + b.tangents[3],
      ])
  }

  @inlinable
  public func _tangentsDivided(by divisor: Base) -> Self {
    Self(
      value: value,
      tangents: [
        Base._divided(tangents[0], by: divisor), Base._divided(tangents[1], by: divisor),
        Base._divided(tangents[2], by: divisor), Base._divided(tangents[3], by: divisor),
      ])
  }

  @inlinable @inline(__always)
  public var _hasFiniteTangents: Bool {
    tangents[0]._isFinite && tangents[1]._isFinite && tangents[2]._isFinite
      && tangents[3]._isFinite
  }

  @inlinable @inline(__always) public var _isFinite: Bool { value._isFinite && _hasFiniteTangents }
  @inlinable @inline(__always) public var _isNormal: Bool { value._isNormal }

  @inlinable
  public var _isConstant: Bool {
    guard value._isConstant else { return false }
    for lane in 0..<4 where tangents[lane] != .zero || !tangents[lane]._isConstant { return false }
    return true
  }
}

extension _DifferentiatedNumber {
  /// A derivative times a slope: value and tangents of the derivative that are 0 stay 0.
  @inlinable
  public static func _scaled(_ tangent: Self, by slope: Self) -> Self {
    let value = Base._scaled(tangent.value, by: slope.value)
    return _sum(
      value, tangent._guardedChain(value, slope: slope.value),
      slope._tangentsScaling(tangent.value))
  }

  /// The derivatives of a slope times a derivative; 0 if the derivative is a constant 0.
  @inlinable
  func _tangentsScaling(_ tangent: Base) -> Self {
    tangent == .zero && tangent._isConstant
      ? Self(value: value) : _guardedChain(value, slope: tangent)
  }

  @inlinable
  public static func _divided(_ tangent: Self, by divisor: Self) -> Self {
    tangent._isConstant && tangent.value == .zero ? tangent : tangent / divisor
  }
}
