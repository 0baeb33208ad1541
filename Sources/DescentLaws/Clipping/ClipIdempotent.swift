extension ClippingLaws {
  /// `clip/idempotent`: clip(clip(g)) = clip(g), within 32u per entry, because rounding may leave the first
  /// result above the threshold, so that it is scaled again.
  static let idempotent = ClippingLaw(
    LawCard(
      "clip/idempotent", "idempotent", "clipping twice is clipping once",
      catches: "shrinking that always happens, soft thresholds")
  ) { clipping, c in
    let once = try clipping.clip(c)
    var again = c
    again.gradient = once
    let least = c.precision == .float64 ? 0x1p-1072 : 0x1p-147
    return Comparison.compare([once], [try clipping.clip(again)], "clipped twice") {
      _, _, expected in 32 * c.precision.roundoff * abs(expected) + least
    }
  }
}
