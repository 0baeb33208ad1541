extension ClippingLaws {
  /// `clip/bound`: ‖clip(g)‖ ≤ c (1 + 16u). Both the norm and each entry contribute a few roundings.
  static let bound = ClippingLaw(
    LawCard(
      "clip/bound", "bound", "after clipping the size is at most the threshold",
      catches: "norms tensor by tensor, a threshold that is squared or ignored",
      knownBugs: ["keras #14075: clipnorm has no effect"])
  ) { clipping, c in
    let size = clipping.size(try clipping.clip(c))
    let limit = c.threshold * (1 + 16 * c.precision.roundoff)
    // This form of the comparison also fails for NaN.
    return size <= limit
      ? .holds : .violated("size after clipping", expected: c.threshold, found: size)
  }
}
