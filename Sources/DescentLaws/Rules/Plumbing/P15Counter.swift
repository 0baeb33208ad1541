import Descent

extension RuleLaws {
  /// P15: a scalar that counts steps still does at t = 2⁴⁰, a running product equals its power within one
  /// rounding per step, and late moves equal the moves at t = 2²⁰ within a few roundoffs or converge with
  /// 1/t.
  ///
  /// The law sets the time by loading a state. Decays are limited to 0.999 and rate decay is off, so that
  /// every power is below the roundoff at 2¹⁶ and only quantities that fall with 1/t still change. A number
  /// without declared kind may be a decay of the rate, so it stays at its default. If a scalar that does not
  /// measure time still changes (such as a sum of weights), no late state can be loaded, and if a rule draws
  /// random numbers, its moves keep changing; in these cases only counters and powers are checked. A rule
  /// without declared traits may let its rate fall, rise and repeat: late moves must equal the moves around
  /// 2¹⁶ if these equal the moves at 2²⁰, and otherwise must not become NaN. Its counters may stop or restart
  /// anywhere except at a power of two, where short types overflow.
  static let counter = RuleLaw(
    LawCard(
      "P15", "counter", "counters count and powers are powers, however late it is",
      needs: "scalars in the state",
      catches: "counters in a short or floating type, counters that stand still, powers that drift",
      knownBugs: [
        "pytorch/ao #4915: a counter in bfloat16 stops at 256",
        "allenai/OLMo-core #317: SkipStepAdamW never advances its counter",
        "chainer/chainer #2388: a range error of the power at large t",
      ],
      branches: [
        "allenai/OLMo-core #317: SkipStepAdamW never advances its counter": "does not count steps"
      ])
  ) { rule, c in
    guard rule.driver.seesState else { return .inapplicable("the state lives in another process") }
    // Drop tensors without entries, because they take no steps.
    guard var c = c.withoutEmptyTensors else { return .skipped("there is no coordinate") }
    for domain in rule.domains where domain.kind == nil && domain.isNumber {
      c = c.setting(domain.key, domain.standard)
    }
    c = rule.limiting(.decays, to: 0.999, in: c)
    c = rule.switchingOff([.rateDecay], in: c)
    // Use a constant rate, because a sum of powers of the rate counts steps only then.
    c.rates = c.rates.map { _ in c.rates[0] }
    let clocks = try Clocks(rule, c)
    guard !clocks.kinds.isEmpty else { return .inapplicable("the state has no scalars") }
    if let name = clocks.stopped { return .violated("\(name) does not count steps") }
    let walked = try clocks.afterWalking(Clocks.walk)
    guard case .holds = walked else { return walked }
    let isSteady = !clocks.drifts && !rule.draws(c)
    let isDeclared = rule.isDeclared(c)
    // For a rule without declared traits, first find out whether its moves still change with time, slowly or
    // with a short period.
    let early = (1 << 16) - 2
    let probes =
      isDeclared ? [300, early] : [300, early, early + 1, early + 2, early + 3, early + 7]
    /// The verdict at a time. A counter that also fails at another time is one that some gradients reset, and
    /// is skipped.
    func judged(_ time: Int) throws -> (Verdict, moves: [[Double]]?) {
      let (verdict, moves) = try clocks.after(loading: time, steps: 4)
      guard verdict.isViolation, !isDeclared, !clocks.hasPower else { return (verdict, moves) }
      let another = time > 400 ? time - 357 : time + 57
      let isSetBack = try clocks.after(loading: another, steps: 4).0.isViolation
      return (isSetBack ? .skipped("a counter begins again by itself") : verdict, moves)
    }
    // Test around powers of two, where short types overflow.
    for time in (11..<16).map({ (1 << $0) - 2 }) {
      let (verdict, _) = try judged(time)
      guard case .holds = verdict else { return verdict }
    }
    var (history, times, first) = ([[Double]](), [Int](), [Double]())
    for time in probes + [1 << 20, (1 << 24) - 2, (1 << 31) - 2, 1 << 40] {
      let (verdict, moves) = try judged(time)
      guard case .holds = verdict else { return verdict }
      guard let moves else { return .holds }
      if time == 300 { first = moves.flatMap(\.self) }
      guard time >= (isDeclared ? 1 << 20 : early), isSteady else { continue }
      history.append(moves.flatMap(\.self))
      times.append(time)
    }
    guard !isDeclared, isSteady else {
      return settled(history, times, roundoff: c.precision.roundoff)
    }
    return late(history, times, after: first, probes: probes.count)
  }
}
