import Descent

extension ScheduleLaws {
  /// `sched/time_rescale`: with every number of steps multiplied by m, the schedule is m times as slow: s(o +
  /// mk; mT) = s(o + k; T) from its origin o on, bit for bit, because k/T and mk/(mT) are the same number and
  /// division is correctly rounded.
  static let timeRescale = ScheduleLaw(
    LawCard(
      "sched/time_rescale", "time rescaling", "a schedule m times as long is m times as slow",
      needs: "times and time scales", catches: "every off-by-one, lengths that are ignored",
      knownBugs: ["huggingface/diffusers #1232: half as many restarts under accumulation"])
  ) { subject, c in
    var c = c.alone
    let factor = [2, 3, 10][c.aux % 3]
    // Replace very large lengths by shorter ones, because their multiples overflow.
    for key in try subject.traits(c).times {
      let lengths = (c.schedule[key] ?? "").split(separator: "-").compactMap { Int($0) }
      if lengths.contains(where: { $0 > 1 << 41 }) { c.schedule[set: key] = "100" }
    }
    let traits = try subject.traits(c)
    guard !traits.timeScales.isEmpty else { return .inapplicable("no time scales are declared") }
    var slow = c
    for key in traits.times {
      let lengths = (c.schedule[key] ?? "").split(separator: "-").compactMap { Int($0) }
      guard !lengths.isEmpty else { continue }
      slow.schedule[set: key] = lengths.map { String($0 * factor) }.joined(separator: "-")
    }
    let (schedule, slower) = (try subject.schedule(c), try subject.schedule(slow))
    for scale in traits.timeScales {
      for step in ScheduleCase.steps(around: schedule.horizon)
      where scale.steps.contains(step) && step < 1 << 50 {
        let later = scale.origin + factor * (step - scale.origin)
        let (expected, found) = (schedule.factor(at: step), slower.factor(at: later))
        if !Comparison.same(expected, found) {
          return .violated(
            "step \(step), and \(later) of \(factor) times as long", expected: expected,
            found: found)
        }
      }
    }
    return .holds
  }
}
