extension ClippingLaws {
  /// `clip/nonfinite`: a NaN entry leaves at least one non-finite number in the result, and so does an
  /// infinite entry when clipping by norm, so that a broken gradient never looks valid. (Clipping by value
  /// clamps an infinity to the threshold like any other large entry.)
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
