import Descent

extension RuleLaws {
  /// P15: a scalar that counts steps still does at t = 2⁴⁰; a running product is the power that it
  /// stands for, within a rounding a step; and late moves are those at t = 2²⁰, to the bit.
  ///
  /// The time is moved by loading a state. Decays are at most 0.999 and the rate does not decay here:
  /// then every power is below the roundoff at 2¹⁶, and nothing changes with time any more. A number
  /// of no declared kind may be a decay of the rate, and stays at its default.
  static let counter = RuleLaw(
    LawCard(
      "P15", "counter", "counters count and powers are powers, however late it is",
      needs: "scalars in the state",
      catches: "counters in a short or floating type, counters that stand still, powers that drift",
      knownBugs: [
        "pytorch/ao #4915: a counter in bfloat16 stops at 256",
        "allenai/OLMo-core #317: SkipStepAdamW never advances its counter",
        "chainer/chainer #2388: a range error of the power at large t",
      ])
  ) { rule, c in
    var c = c
    for domain in rule.domains where domain.kind == nil && domain.isNumber {
      c = c.setting(domain.key, domain.standard)
    }
    c = rule.limiting(.decays, to: 0.999, in: c)
    c = rule.switchingOff([.rateDecay], in: c)
    let clocks = try Clocks(rule, c)
    guard !clocks.kinds.isEmpty else { return .inapplicable("the state has no scalars") }
    if let name = clocks.stopped { return .violated("\(name) does not count steps") }
    let walked = try clocks.afterWalking(300)
    if walked.isViolation { return walked }
    var late: [[Double]]?
    for time in [300, (1 << 16) - 2, 1 << 20, (1 << 24) - 2, (1 << 31) - 2, 1 << 40] {
      let (verdict, moves) = try clocks.after(loading: time, steps: 4)
      if verdict.isViolation { return verdict }
      if time == 1 << 20 { late = moves }
      guard let late else { continue }
      let same = Comparison.exact(late, moves, "moves from step \(time) on, against step 2^20")
      if same.isViolation { return same }
    }
    return .holds
  }
}
