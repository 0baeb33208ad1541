import Descent

extension ScheduleLaws {
  /// `sched/degenerate`: with lengths of 0, 1 or 2, or all the same, a schedule is either refused or finite,
  /// nonnegative and within its maximum.
  static let degenerate = ScheduleLaw(
    LawCard(
      "sched/degenerate", "degenerate lengths",
      "lengths of 0 and 1, and equal ones, are no trouble",
      needs: "times",
      catches: "0/0 without a warm-up, with nothing but one, or with no steps at all",
      knownBugs: [
        "facebookresearch/schedule_free #5: division by zero for warm-up 0",
        "huggingface/transformers #610: warm-up = total",
      ])
  ) { subject, c in
    var c = c
    guard case let times = try subject.traits(c.alone).times, !times.isEmpty else {
      return .inapplicable("no times are declared")
    }
    var choices = c.choices
    let common = choices.element(of: ["0", "1", "2", "5"])
    let isCommon = choices.isTrue(probability: 0.5)
    for key in times {
      c.schedule[set: key] = isCommon ? common : choices.element(of: ["0", "1", "2"])
    }
    do {
      _ = try subject.make(c.schedule)
    } catch is ConfigurationError { return .holds }
    let (schedule, traits) = (try subject.schedule(c), try subject.traits(c))
    for step in Array(1...20) + [1 << 40, .max] {
      let factor = schedule.factor(at: step)
      guard factor >= 0, factor <= traits.maximum else {
        return .violated("step \(step) of \(c.schedule)", expected: traits.maximum, found: factor)
      }
    }
    return .holds
  }
}
