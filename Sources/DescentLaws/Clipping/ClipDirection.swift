extension ClippingLaws {
  /// `clip/direction`: clip(g) = a g with one a > 0 for all entries of all tensors, within 8u per entry; a is
  /// measured at the largest entry.
  static let direction = ClippingLaw(
    LawCard(
      "clip/direction", "direction", "the clipped gradient is a positive multiple of the gradient",
      needs: "clipping by norm", catches: "a factor for each tensor, clipping entry by entry, signs"
    )
  ) { clipping, c in
    guard clipping.measure == .norm else { return .inapplicable("entries are clamped one by one") }
    let found = try clipping.clip(c)
    guard let top = c.gradient.indices.max(by: { abs(c.gradient[$0]) < abs(c.gradient[$1]) }),
      c.gradient[top] != 0
    else { return .skipped("the gradient is zero") }
    let factor = found[top] / c.gradient[top]
    guard factor > 0 else {
      return .violated("the factor of the largest entry", expected: 1, found: factor)
    }
    let least = c.precision == .float64 ? 0x1p-1072 : 0x1p-147
    return Comparison.compare(
      [c.gradient.map { factor * $0 }], [found], "a multiple of the gradient"
    ) { _, _, expected in 8 * c.precision.roundoff * abs(expected) + least }
  }
}
