extension ScheduleLaws {
  /// `sched/bounds`: s(t) ≤ the declared maximum for every t.
  static let bounds = ScheduleLaw(
    LawCard(
      "sched/bounds", "bounds", "no factor exceeds the declared maximum", needs: "maximum",
      catches: "climbing past the horizon, warm-ups that overshoot",
      knownBugs: ["pytorch #60265: the rate climbs after T_max"])
  ) { subject, c in
    let (schedule, traits) = (try subject.schedule(c), try subject.traits(c))
    for step in ScheduleCase.steps(around: schedule.horizon) {
      let factor = schedule.factor(at: step)
      // This form of the comparison also fails for NaN.
      guard factor <= traits.maximum else {
        return .violated("step \(step)", expected: traits.maximum, found: factor)
      }
    }
    return .holds
  }
}
