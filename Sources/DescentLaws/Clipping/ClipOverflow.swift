extension ClippingLaws {
  /// `clip/overflow`: `clip/bound` and `clip/saturates` for finite gradients whose squares (1e200; 1e25 in
  /// single precision) or even whose norm (entries near the largest number) overflow. Clipping avoids this if
  /// it scales by a power of two first.
  static let overflow = ClippingLaw(
    LawCard(
      "clip/overflow", "overflow", "huge finite gradients are clipped like any other",
      catches: "a sum of squares, or a norm, that overflows")
  ) { clipping, c in
    let largest = c.gradient.reduce(0) { max($0, abs($1)) }
    guard largest > 0 else { return .skipped("the gradient is zero") }
    var c = c
    let peak = c.aux % 2 == 0 ? c.precision.largest : c.precision == .float64 ? 1e200 : 1e25
    c.gradient = c.gradient.map { c.precision.rounded($0 / largest * peak) }
    c.threshold = [1, peak / 4][c.aux / 2 % 2]
    let found = try clipping.clip(c)
    let size = clipping.size(found)
    let u = c.precision.roundoff
    let isRight = size <= c.threshold * (1 + 16 * u) && size >= c.threshold * (1 - 32 * u)
    return isRight
      ? .holds
      : .violated("size after clipping entries up to \(peak)", expected: c.threshold, found: size)
  }
}
