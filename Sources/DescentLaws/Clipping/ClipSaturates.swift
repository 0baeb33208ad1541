extension ClippingLaws {
  /// `clip/saturates`: ‖g‖ > c ⇒ ‖clip(g)‖ ≥ c (1 − 32u): clipping shortens no more than necessary. Where the
  /// drawn threshold is not below the size, a smaller one is used.
  static let saturates = ClippingLaw(
    LawCard(
      "clip/saturates", "saturates", "a longer gradient is shortened to the threshold, not below",
      catches: "an epsilon added to the norm, norms summed instead of squared, dividing twice")
  ) { clipping, c in
    var c = c
    let size = clipping.size(c.gradient)
    guard size > 0 else { return .skipped("the gradient is zero") }
    if c.threshold >= size { c.threshold = size / 2 }
    let found = clipping.size(try clipping.clip(c))
    return found >= c.threshold * (1 - 32 * c.precision.roundoff)
      ? .holds : .violated("size after clipping", expected: c.threshold, found: found)
  }
}
