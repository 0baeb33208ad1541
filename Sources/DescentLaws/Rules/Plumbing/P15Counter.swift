import Descent

extension RuleLaws {
  /// P15: a scalar that counts steps still does at t = 2⁴⁰; a running product is the power that it
  /// stands for, within a rounding a step; and late moves are those at t = 2²⁰, to the bit.
  ///
  /// The time is moved by loading a state. Decays are at most 0.999 and the rate does not decay here:
  /// then every power is below the roundoff at 2¹⁶, and nothing changes with time any more but what falls
  /// with 1/t. A number
  /// of no declared kind may be a decay of the rate, and stays at its default. Where a scalar that tells no
  /// time changes with it, as a sum of weights does, no late state can be loaded, and where a rule draws
  /// its moves go on changing: then only counters and powers are looked at. Where nothing is declared a
  /// rate may fall, rise and come again: late moves are held to those about 2¹⁶ if these and those at 2²⁰
  /// are the same, and may not be NaN otherwise; and a counter may stop or begin again where it likes, but
  /// not at a power of two, where numbers of a short type end.
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
    // What has no entries takes no steps.
    guard var c = c.withoutEmptyTensors else { return .skipped("there is no coordinate") }
    for domain in rule.domains where domain.kind == nil && domain.isNumber {
      c = c.setting(domain.key, domain.standard)
    }
    c = rule.limiting(.decays, to: 0.999, in: c)
    c = rule.switchingOff([.rateDecay], in: c)
    // A sum of powers of the rate counts only while the rate is one.
    c.rates = c.rates.map { _ in c.rates[0] }
    let clocks = try Clocks(rule, c)
    guard !clocks.kinds.isEmpty else { return .inapplicable("the state has no scalars") }
    if let name = clocks.stopped { return .violated("\(name) does not count steps") }
    let walked = try clocks.afterWalking(Clocks.walk)
    guard case .holds = walked else { return walked }
    let isSteady = !clocks.drifts && !rule.draws(c)
    let isDeclared = rule.isDeclared(c)
    // Of a rule that is only probed it is found out first whether anything still changes with time, be
    // it slowly or in a short period.
    let early = (1 << 16) - 2
    let probes =
      isDeclared ? [300, early] : [300, early, early + 1, early + 2, early + 3, early + 7]
    /// The verdict at a time; a counter that some gradients set back sets back at any time.
    func judged(_ time: Int) throws -> (Verdict, moves: [[Double]]?) {
      let (verdict, moves) = try clocks.after(loading: time, steps: 4)
      guard verdict.isViolation, !isDeclared, !clocks.hasPower else { return (verdict, moves) }
      let another = time > 400 ? time - 357 : time + 57
      let isSetBack = try clocks.after(loading: another, steps: 4).0.isViolation
      return (isSetBack ? .skipped("a counter begins again by itself") : verdict, moves)
    }
    // Short types end at powers of two.
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
