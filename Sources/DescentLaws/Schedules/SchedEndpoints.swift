extension ScheduleLaws {
  /// `sched/endpoints`: at the first step, at the joints, and at and past the horizon T, the factors are the
  /// declared ones within 4 ulp; and s(t) = s(T + 1) for every t > T.
  static let endpoints = ScheduleLaw(
    LawCard(
      "sched/endpoints", "endpoints", "the first, last and joining factors are the declared ones",
      needs: "endpoints", catches: "steps counted from the wrong number, ends never reached",
      knownBugs: [
        "karpathy/nanoGPT #578: a warm-up from rate 0 wastes the first step",
        "facebookresearch/fairchem #1967: the cosine decays during the warm-up",
      ])
  ) { subject, c in
    let (schedule, traits) = (try subject.schedule(c), try subject.traits(c))
    let verdict = ScheduleCase.verdict(schedule, traits.endpoints, traits)
    if verdict.isViolation { return verdict }
    guard let horizon = schedule.horizon, horizon < .max else { return .holds }
    let last = schedule.factor(at: horizon + 1)
    for step in ScheduleCase.steps(around: horizon) where step > horizon {
      let found = schedule.factor(at: step)
      if !Comparison.same(last, found) {
        return .violated("step \(step) after the horizon \(horizon)", expected: last, found: found)
      }
    }
    return .holds
  }
}
