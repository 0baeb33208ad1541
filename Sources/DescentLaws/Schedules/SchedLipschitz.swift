extension ScheduleLaws {
  /// `sched/lipschitz`: |s(t + 1) − s(t)| is at most the declared slope: there is no jump where parts join.
  static let lipschitz = ScheduleLaw(
    LawCard(
      "sched/lipschitz", "no jumps", "no step changes the factor by more than the declared slope",
      needs: "slope", catches: "jumps where a warm-up meets what follows, or at the horizon",
      knownBugs: ["facebookresearch/fairchem #1967: a jump where the warm-up ends"])
  ) { subject, c in
    var c = c
    c.delay = 0
    let (schedule, traits) = (try subject.schedule(c), try subject.traits(c))
    guard let slope = traits.slope else { return .inapplicable("jumps, or no declared slope") }
    for step in ScheduleCase.steps(around: schedule.horizon) where step < .max {
      let (a, b) = (schedule.factor(at: step), schedule.factor(at: step + 1))
      // This form of the comparison also fails for NaN.
      guard abs(b - a) <= slope * (1 + 1e-12) + ScheduleCase.slack(traits) else {
        return .violated(
          "the change from step \(step) on", expected: slope, found: abs(b - a))
      }
    }
    return .holds
  }
}
