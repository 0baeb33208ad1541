extension ScheduleLaws {
  /// `sched/shape`: the factors between the ends are the declared ones within 4 ulp. This distinguishes a
  /// line from a cosine with the same ends and the same symmetry.
  static let shape = ScheduleLaw(
    LawCard(
      "sched/shape", "shape", "a factor between the ends is the declared one", needs: "shape",
      catches: "another shape with the same ends, a wrong power",
      knownBugs: ["pytorch #40971: documentation and code of the cosine differ"])
  ) { subject, c in
    let (schedule, traits) = (try subject.schedule(c), try subject.traits(c))
    guard !traits.shape.isEmpty else { return .skipped("no shape is declared at these lengths") }
    return ScheduleCase.verdict(schedule, traits.shape, traits)
  }
}
