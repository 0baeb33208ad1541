extension ScheduleLaws {
  /// `sched/like`: at every step the factor is that of the schedule that `--like` names, but for rounding.
  static let like = ScheduleLaw(
    LawCard(
      "sched/like", "the model", "every factor is that of the schedule that was meant",
      needs: "a claim (--like)",
      catches: "another shape, another step to start from, an end that is reached too early",
      knownBugs: ["pytorch #40971: documentation and code of the cosine differ"])
  ) { subject, c in
    guard let claim = subject.claim else { return .inapplicable("nothing is claimed") }
    return try ScheduleComparison(
      { try claim.schedule(at: c.schedule) }, { try subject.make(c.schedule) }
    ).verdict
  }
}
