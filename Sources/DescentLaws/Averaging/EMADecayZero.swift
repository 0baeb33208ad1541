extension AveragingLaws {
  /// `ema/decay_zero`: d = 0 ⇒ aₜ = xₜ, bit for bit.
  static let decayZero = AveragingLaw(
    LawCard(
      "ema/decay_zero", "decay 0", "with decay 0 the average is the latest",
      catches: "decay and 1 − decay swapped, a least decay, an average one step behind")
  ) { averaging, c in
    var c = c
    c.decay = 0
    return Comparison.exact(c.values, try averaging.run(c), "the average with decay 0")
  }
}
