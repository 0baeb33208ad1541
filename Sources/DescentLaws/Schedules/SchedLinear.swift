extension ScheduleLaws {
  /// `sched/linear`: a schedule scaled by four has four times its factors, bit for bit.
  static let linear = ScheduleLaw(
    LawCard(
      "sched/linear", "linear in the peak", "a schedule with four times the peak is four times it",
      catches: "a floor or a warm-up start in absolute numbers, factors applied twice")
  ) { subject, c in
    let schedule = try subject.schedule(c)
    let larger = subject.scaled(schedule, 4)
    let steps = ScheduleCase.steps(around: schedule.horizon)
    return Comparison.exact(
      steps.map { 4 * schedule.factor(at: $0) }, steps.map(larger.factor), "times 4")
  }
}
