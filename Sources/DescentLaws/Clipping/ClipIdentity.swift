import Descent

extension ClippingLaws {
  /// `clip/identity`: ‖g‖ ≤ c ⇒ clip(g) = g, to the bit, also where ‖g‖ = c.
  ///
  /// A third of the cases keep one entry only and put the threshold at it: √(x²) is |x| exactly, so
  /// equality is met without rounding. Elsewhere the threshold is moved clear of the norm's rounding.
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
      // Ten times the largest number is no threshold.
      if c.threshold <= size * 1.000001 { c.threshold = max(size * (2 + c.threshold), 1e-300) }
      if c.precision == .float32 { c.threshold = min(c.threshold, Precision.float32.largest) }
    }
    return Comparison.exact(
      c.gradient, try clipping.clip(c), "a gradient of size \(clipping.size(c.gradient))")
  }
}
