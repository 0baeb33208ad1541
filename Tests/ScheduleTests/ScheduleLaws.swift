import Descent

/// Laws that every schedule obeys. Each returns what breaks it, or nil.
enum ScheduleLaw {
  /// Steps worth a look: all of the first 300, around a horizon, and powers of two up to the last.
  static func steps(around horizon: Int?) -> [Int] {
    var steps = Array(1...300)
    if let horizon {
      for distance in -3...3 {
        let (step, overflow) = horizon.addingReportingOverflow(distance)
        if !overflow, step >= 1 { steps.append(step) }
      }
    }
    for power in 9...62 { steps += [(1 << power) - 1, 1 << power] }
    return (steps + [Int.max - 1, .max]).sorted()
  }

  /// 0 ≤ s(t) ≤ maximum < ∞ for every t. Catches division by 0, overflow, climbing past the horizon.
  static func bounded(_ s: any Schedule, maximum: Double = 1) -> String? {
    for step in steps(around: s.horizon) {
      let factor = s.factor(at: step)
      // Written so that NaN breaks it.
      guard factor >= 0, factor <= maximum else { return "s(\(step)) = \(factor)" }
    }
    return nil
  }

  /// s(t) does not depend on what was asked before. Catches recursions and hidden counters.
  static func pure(_ s: any Schedule, seed: UInt64) -> String? {
    let steps = steps(around: s.horizon)
    let inOrder = steps.map { s.factor(at: $0) }
    for i in CounterRandom(seed: seed).permutation(steps.count) {
      let again = s.factor(at: steps[i])
      if again.bitPattern != inOrder[i].bitPattern {
        return "s(\(steps[i])) = \(inOrder[i]), then \(again)"
      }
    }
    return nil
  }

  /// s(t) = s(T + 1) for every t > T. Catches a horizon that is one step off.
  static func settled(_ s: any Schedule) -> String? {
    guard let horizon = s.horizon, horizon < .max else { return nil }
    let last = s.factor(at: horizon + 1)
    for step in steps(around: horizon) where step > horizon {
      guard s.factor(at: step) == last else { return "s(\(step)) ≠ s(\(horizon + 1)) = \(last)" }
    }
    return nil
  }

  /// Up to the first step of `peak` s does not fall, from the last on it does not rise, but for the
  /// rounding of a cosine or a power (2 ulp of 1). Catches a wrong sign, a restart, a cosine that turns
  /// back.
  static func unimodal(_ s: any Schedule, peak: ClosedRange<Int>) -> String? {
    let steps = steps(around: s.horizon)
    for (a, b) in zip(steps, steps.dropFirst()) {
      let rise = s.factor(at: b) - s.factor(at: a)
      let slack = 2 * Double.ulpOfOne
      if b <= peak.lowerBound ? rise < -slack : (a >= peak.upperBound && rise > slack) {
        return "from step \(a) to \(b): \(rise)"
      }
    }
    return nil
  }

  /// `slow` is `s` with every length times `m`: slow(mk + 1) = s(k + 1), to the last bit, since k/T
  /// and mk/(mT) are the same number. Catches every off-by-one.
  static func rescaled(_ s: any Schedule, _ slow: any Schedule, by m: Int) -> String? {
    for k in 0...500 {
      let (mine, theirs) = (s.factor(at: k + 1), slow.factor(at: m * k + 1))
      if mine.bitPattern != theirs.bitPattern {
        return "s(\(k + 1)) = \(mine), slowed \(theirs)"
      }
    }
    return nil
  }
}
