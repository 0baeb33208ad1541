import Descent

extension ScheduleLaws {
  /// `sched/pure`: s(t) does not depend on which steps were evaluated before, nor on how often.
  static let pure = ScheduleLaw(
    LawCard(
      "sched/pure", "pure", "the factor is a function of the step alone",
      catches: "recursions, hidden counters, a resumed run one step off",
      knownBugs: ["pytorch #31828: a resumed schedule is one step off"])
  ) { subject, c in
    let schedule = try subject.schedule(c)
    let steps = ScheduleCase.steps(around: schedule.horizon)
    let inOrder = steps.map(schedule.factor)
    for i in CounterRandom(seed: UInt64(c.aux)).permutation(steps.count) {
      let again = schedule.factor(at: steps[i])
      if again.bitPattern != inOrder[i].bitPattern {
        return .violated("step \(steps[i]), asked again", expected: inOrder[i], found: again)
      }
    }
    let other = try subject.schedule(c)
    return Comparison.exact(
      inOrder.reversed(), steps.reversed().map(other.factor), "asked from the last step back")
  }
}
