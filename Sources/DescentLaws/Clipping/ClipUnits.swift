extension ClippingLaws {
  /// `clip/units`: clip(2ᵏg; 2ᵏc) = 2ᵏ clip(g; c), bit for bit, because powers of two commute with rounding.
  static let units = ClippingLaw(
    LawCard(
      "clip/units", "units", "gradients and threshold in other units are clipped alike",
      catches: "an absolute constant in the ratio, such as norm + 1e-6",
      knownBugs: ["pytorch: clip_grad_norm_ adds 1e-6 to the norm"])
  ) { clipping, c in
    var choices = c.choices
    let exponent = choices.index(below: 41) - 20
    let factor = Double.power(exponent)
    return Comparison.exact(
      try clipping.clip(c).map { $0 * factor }, try clipping.clip(c.scaled(exponent)),
      "in units of 2^\(exponent)")
  }
}
