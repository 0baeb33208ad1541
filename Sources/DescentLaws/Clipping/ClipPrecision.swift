extension ClippingLaws {
  /// `clip/precision`: in double precision at 2²⁰⁰ ≈ 1e60, clip(2²⁰⁰g; 2²⁰⁰c) = 2²⁰⁰ clip(g; c), bit for bit,
  /// and entries keep double precision: clip(g; c) = (c/‖g‖) g within 16u.
  static let precision = ClippingLaw(
    LawCard(
      "clip/precision", "precision", "nothing passes through single precision",
      catches: "a norm or a factor held in Float")
  ) { clipping, c in
    var c = c
    c.precision = .float64
    let found = try clipping.clip(c)
    let verdict = Comparison.exact(
      found.map { $0 * 0x1p200 }, try clipping.clip(c.scaled(200)), "in units of 2^200")
    let size = clipping.size(c.gradient)
    guard !verdict.isViolation, clipping.measure == .norm, size > c.threshold * 1.000001 else {
      return verdict
    }
    return Comparison.compare(
      [c.gradient.map { $0 * (c.threshold / size) }], [found], "in double precision"
    ) { _, _, expected in 32 * 0x1p-53 * abs(expected) + 0x1p-1072 }
  }
}
