import Descent

extension ClippingLaws {
  /// `clip/identity`: ‖g‖ ≤ c ⇒ clip(g) = g, bit for bit, also if ‖g‖ = c.
  ///
  /// A third of the cases keep a single entry and use its magnitude as the threshold: √(x²) is exactly |x|,
  /// so that equality holds without rounding. In the other cases the threshold exceeds the norm by more than
  /// its rounding.
  static let identity = ClippingLaw(
    LawCard(
      "clip/identity", "identity", "a gradient at or below the threshold passes bit for bit",
      catches: "scaling that always happens, a factor of 1 that is not 1",
      knownBugs: ["pytorch #46849: the option has no effect or the wrong one"]),
    options: .everything
  ) { clipping, c in
    var c = c
    if c.aux % 3 == 0 {
      let kept = c.gradient.firstIndex { $0 != 0 }
      c.gradient = c.gradient.indices.map { $0 == kept ? c.gradient[$0] : 0 }
      c.threshold = max(clipping.size(c.gradient), .leastNonzeroMagnitude)
    } else {
      let size = clipping.size(c.gradient)
      // A threshold beyond the largest number of single precision would be infinite.
      if c.threshold <= size * 1.000001 { c.threshold = max(size * (2 + c.threshold), 1e-300) }
      if c.precision == .float32 { c.threshold = min(c.threshold, Precision.float32.largest) }
    }
    return Comparison.exact(
      c.gradient, try clipping.clip(c), "a gradient of size \(clipping.size(c.gradient))")
  }
}
