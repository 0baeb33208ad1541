extension ClippingLaws {
  /// `clip/input`: the caller's gradient is unchanged, bit for bit.
  static let input = ClippingLaw(
    LawCard(
      "clip/input", "input untouched", "the caller's gradient is left as it is",
      catches: "clipping in place"), options: .everything
  ) { clipping, c in
    Comparison.exact(c.gradient, try clipping.passed(c).caller, "the caller's gradient")
  }
}
