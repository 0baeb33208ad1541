extension Double {
  /// 2 to the power of an integer, exactly; 0 or infinity beyond the range of the type.
  static func power(_ exponent: Int) -> Double {
    Double(sign: .plus, exponent: exponent, significand: 1)
  }
}
