extension ScheduleLaws {
  /// `sched/monotone`: s does not fall up to the declared peak and does not rise after it, except for the
  /// rounding of a cosine or a power. Delay steps at factor 1 before the schedule do not count.
  static let monotone = ScheduleLaw(
    LawCard(
      "sched/monotone", "monotone", "the factor rises to its peak and falls after it",
      needs: "peak", catches: "wrong signs, restarts, a cosine that turns back, a misplaced peak",
      knownBugs: ["huggingface/transformers #29852: restarts where there are none"])
  ) { subject, c in
    var c = c
    c.delay = 0
    let (schedule, traits) = (try subject.schedule(c), try subject.traits(c))
    guard let peak = traits.peak else { return .inapplicable("no peak is declared") }
    let steps = ScheduleCase.steps(around: schedule.horizon)
    let slack = ScheduleCase.slack(traits)
    for (a, b) in zip(steps, steps.dropFirst()) {
      let (before, after) = (schedule.factor(at: a), schedule.factor(at: b))
      let rise = after - before
      if b <= peak.lowerBound ? rise < -slack : (a >= peak.upperBound && rise > slack) {
        return .violated("from step \(a) to step \(b)", expected: before, found: after)
      }
    }
    return .holds
  }
}
