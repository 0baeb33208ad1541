extension ScheduleLaws {
  /// `sched/settled`: s(t) = s(T + 1) for every t > T, if the schedule has a horizon T: the number of steps
  /// after which the factor no longer changes.
  static let settled = ScheduleLaw(
    LawCard(
      "sched/settled", "settled", "past its horizon the factor stays as it is", needs: "a horizon",
      catches: "a cosine that turns back, a line that goes on, restarts under a horizon",
      knownBugs: ["pytorch #60265: the rate climbs after T_max"])
  ) { subject, c in
    let schedule = try subject.schedule(c)
    guard let horizon = schedule.horizon else { return .inapplicable("it has no horizon") }
    guard horizon < .max else { return .skipped("it never comes to its horizon") }
    let last = schedule.factor(at: max(1, horizon + 1))
    for step in ScheduleCase.steps(around: horizon) where step > horizon {
      let found = schedule.factor(at: step)
      if !Comparison.same(last, found) {
        return .violated("step \(step) after the horizon \(horizon)", expected: last, found: found)
      }
    }
    return .holds
  }
}
