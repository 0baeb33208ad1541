import Descent

/// The factors of two schedules, at every step that is worth a look for either of them.
struct ScheduleComparison {
  /// Whether they are the same but for rounding; what the first gives is the expected number.
  let verdict: Verdict
  /// The largest distance, in units in the last place of the larger of the factor and 1.
  let ulps: Double

  /// The allowed rounding is that of a cosine or a power, and of a product that is built step by step: one
  /// unit for each of its first 65,536 factors.
  ///
  /// Each schedule is made right before its factors are taken, because a crash is attributed to the one that
  /// was made last.
  init(
    _ first: () throws -> any Schedule, _ second: () throws -> any Schedule
  ) rethrows {
    let steps = Self.steps(try first(), try second())
    let all = [steps.map(try first().factor), steps.map(try second().factor)]
    var farthest = 0.0
    for (step, (expected, found)) in zip(steps, zip(all[0], all[1])) {
      if Comparison.same(expected, found) { continue }
      let size = max(1, abs(expected))
      let distance = abs(expected - found) / (size * .ulpOfOne)
      let length = Double(min(step, 1 << 16))
      // Written so that NaN breaks it.
      guard distance <= 16 + length * min(1, abs(expected)) else {
        verdict = .violated("step \(step)", expected: expected, found: found)
        ulps = distance
        return
      }
      farthest = max(farthest, distance)
    }
    verdict = .holds
    ulps = farthest
  }

  private static func steps(_ first: any Schedule, _ second: any Schedule) -> [Int] {
    let all = ScheduleCase.steps(around: first.horizon) + ScheduleCase.steps(around: second.horizon)
    return Set(all).sorted()
  }
}

extension Schedule {
  /// Whether this schedule has the factors of another one, up to rounding.
  package func hasFactors(of other: any Schedule) -> Bool {
    !ScheduleComparison({ other }, { self }).verdict.isViolation
  }
}
