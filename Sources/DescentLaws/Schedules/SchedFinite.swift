extension ScheduleLaws {
  /// `sched/finite`: 0 ≤ s(t) < ∞ for every t ≥ 1, up to the largest representable step.
  static let finite = ScheduleLaw(
    LawCard(
      "sched/finite", "finite", "every factor is finite and not negative",
      catches: "division by zero, a line that goes on below 0, overflow",
      knownBugs: ["pytorch #17913: CosineAnnealingLR divides by zero at T_max"])
  ) { subject, c in
    let schedule = try subject.schedule(c)
    for step in ScheduleCase.steps(around: schedule.horizon) {
      let factor = schedule.factor(at: step)
      guard factor >= 0, factor.isFinite else {
        return .violated("step \(step)", expected: 0, found: factor)
      }
    }
    return .holds
  }
}
