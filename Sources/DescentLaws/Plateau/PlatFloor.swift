extension PlateauLaws {
  /// `plat/floor`: factors start at 1 or at the first cut, never rise and never fall below the minimum. After
  /// a long plateau the factor is the minimum if γ = 0, otherwise max(minimum, γⁿ).
  static let floor = PlateauLaw(
    LawCard(
      "plat/floor", "floor", "cuts stop at the minimum", catches: "cuts below the minimum, jumps up"
    )
  ) { plateau, c in
    let plain = try plateau.run(c, c.metrics)
    var last = 1.0
    for (i, factor) in plain.enumerated() {
      guard factor >= c.minimum, factor <= last else {
        return .violated("after metric \(i + 1)", expected: last, found: factor)
      }
      last = factor
    }
    var long = c
    long.metrics = Array(repeating: c.metrics[0], count: 12 * (c.patience + 1 + c.cooldown))
    return Comparison.exact(
      long.stalled, try plateau.run(c, long.metrics), "on a plateau with minimum \(c.minimum)")
  }
}
