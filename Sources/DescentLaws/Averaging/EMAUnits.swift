extension AveragingLaws {
  /// `ema/units`: averages of 2²⁰⁰x are 2²⁰⁰ times the averages of x, bit for bit (2⁶⁰ in single precision).
  /// Cases whose values overflow in the new units are skipped.
  static let units = AveragingLaw(
    LawCard(
      "ema/units", "units", "averages of values in other units are the averages in those units",
      catches: "an absolute constant, single precision inside, clamped values")
  ) { averaging, c in
    let factor = c.precision == .float64 ? 0x1p200 : 0x1p60
    var scaled = c
    scaled.values = c.values.map { $0.map { $0 * factor } }
    guard scaled.values.allSatisfy({ $0.allSatisfy { abs($0) < c.precision.largest / 4 } }) else {
      return .skipped("values overflow in the new units")
    }
    return Comparison.exact(
      try averaging.run(c).map { $0.map { $0 * factor } }, try averaging.run(scaled),
      "in units of \(factor)")
  }
}
