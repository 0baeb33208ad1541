extension RuleLaws {
  /// P14: with η = 0 the parameters stay, to the bit: every move is multiplied by the rate, that of
  /// decay too. A rule whose rate is known to stand inside its buffer is asked from the start only.
  static let zeroRate = RuleLaw(
    LawCard(
      "P14", "zero rate freezes", "at a rate of 0 the parameters stay as they are",
      catches: "decay beside the rate, a rate inside the momentum buffer, a rate with a floor",
      knownBugs: [
        "tensorflow/addons #2282: decoupled decay not multiplied by the rate",
        "huggingface/transformers #34506: the rate is inside the momentum buffer",
      ])
  ) { rule, c in
    let declared = try? rule.traits(c).isRateLocal
    let isLocal = declared ?? !rule.discovered.contains { !$0.traits.isRateLocal }
    var c = rule.withBoundedFeedback(c)
    // What an earlier rate left in a buffer may move on; from a start at rate 0 nothing can.
    let pause = isLocal ? c.steps / 2 : 0
    for step in pause..<c.steps { c.rates[step] = 0 }
    let points = try rule.run(c)
    let frozen = pause == 0 ? c.start : points[pause - 1]
    if frozen.contains(where: { !$0.isFinite }) { return .skipped("the run overflows") }
    return Comparison.exact(
      points[pause...].map { _ in frozen }, Array(points[pause...]),
      "at rate 0 from step \(pause + 1) on")
  }
}
