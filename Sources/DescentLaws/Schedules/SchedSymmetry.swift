extension ScheduleLaws {
  /// `sched/symmetry`: s(a + k) + s(b − k) = s(a) + s(b) between the declared steps a and b: the half-turn
  /// symmetry of a line or a half-cosine about its middle. The tolerance is 8 ulp, because two factors are
  /// rounded.
  static let symmetry = ScheduleLaw(
    LawCard(
      "sched/symmetry", "half-turn symmetry", "a half-turn about the middle changes nothing",
      needs: "half-turn", catches: "quarter cosines, a horizon one off, floors added twice")
  ) { subject, c in
    let (schedule, traits) = (try subject.schedule(c), try subject.traits(c))
    guard let range = traits.halfTurn else { return .inapplicable("no half-turn is declared") }
    let (first, last) = (range.lowerBound, range.upperBound)
    let sum = schedule.factor(at: first) + schedule.factor(at: last)
    let stride = max(1, (last - first) / 300)
    for step in Swift.stride(from: first, through: last - (last - first) / 2, by: stride) {
      let found = schedule.factor(at: step) + schedule.factor(at: last - (step - first))
      // This form of the comparison also fails for NaN.
      guard abs(found - sum) <= 2 * ScheduleCase.slack(traits) else {
        return .violated(
          "steps \(step) and \(last - (step - first))", expected: sum, found: found)
      }
    }
    return .holds
  }
}
