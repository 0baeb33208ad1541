extension Double {
  /// 2 to the power of a whole number, exactly: 0 or infinite beyond the range of the type.
  static func power(_ exponent: Int) -> Double {
    Double(sign: .plus, exponent: exponent, significand: 1)
  }
}
