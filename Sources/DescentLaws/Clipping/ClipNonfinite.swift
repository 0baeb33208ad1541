extension ClippingLaws {
  /// `clip/nonfinite`: a NaN among the entries leaves a number that is not finite, and so does an
  /// infinity where a norm is clipped: a broken gradient does not become a plausible one. (By value,
  /// an infinity is an entry beyond the threshold, and is clamped to it.)
  static let nonfinite = ClippingLaw(
    LawCard(
      "clip/nonfinite", "non-finite stays visible", "NaN and infinity are not clipped away",
      catches: "x/∞ = 0, NaN that loses every comparison",
      knownBugs: ["tensorflow #21363: an infinite norm turns all gradients into zeros"])
  ) { clipping, c in
    guard !c.gradient.isEmpty else { return .skipped("there are no entries") }
    for value in [Double.nan, .infinity, -.infinity] {
      if clipping.measure == .largest, !value.isNaN { continue }
      var broken = c
      broken.gradient[c.aux % c.gradient.count] = value
      let found = try clipping.clip(broken)
      if found.allSatisfy(\.isFinite) {
        return .violated("\(value) at \(c.aux % c.gradient.count) became finite numbers \(found)")
      }
    }
    return .holds
  }
}
