import Descent

/// The result of one optimizer on one changed form of a problem.
package struct RobustnessEntry: Sendable {
  package let feature: Feature
  /// The optimizer, with the same settings on every feature.
  package let rule: Specification
  /// Whether a pilot chose its rate.
  package let isTuned: Bool
  /// One run per seed; empty if the rule was rejected.
  package let entries: [RaceEntry]
  /// The reason why there are no runs.
  package let refusal: String?
  /// The median on the plain problem; nil if there is none.
  package let plainGap: Double?
  /// Whether the runs confirm the rule's claim to be invariant under the feature; nil if it
  /// makes no such claim.
  package let isInvariant: Bool?

  init(
    feature: Feature, rule: Specification, isTuned: Bool, entries: [RaceEntry], refusal: String?,
    plain: [RaceEntry], claim: Double?
  ) {
    self.feature = feature
    self.rule = rule
    self.isTuned = isTuned
    self.entries = entries
    self.refusal = refusal
    plainGap = Self.median(plain.map(\.rank))
    isInvariant = claim.flatMap { factor in
      zip(entries, plain.isEmpty ? [] : entries.indices.map { plain[min($0, plain.count - 1)] })
        .allSatisfy { Self.isSame($0, $1, factor: factor) }
    }
  }

  /// The final gap of each run, infinite for one that diverged.
  package var gaps: [Double] { entries.map(\.rank) }
  /// The median of the gaps; nil if there are none.
  package var median: Double? { Self.median(gaps) }
  package var smallest: Double? { gaps.min() }
  package var largest: Double? { gaps.max() }

  /// The median as a multiple of the median on the plain problem; nil if a multiple is
  /// meaningless.
  package var ratio: Double? {
    guard let median, let plainGap, median.isFinite, plainGap > 0, plainGap.isFinite else {
      return nil
    }
    return median / plainGap
  }

  /// Whether the first losses are those of the plain run times a factor. The tolerance is a millionth of
  /// the start's gap, which rounding errors do not reach within 10 steps.
  private static func isSame(_ entry: RaceEntry, _ plain: RaceEntry, factor: Double) -> Bool {
    let steps = 10
    let scale = 1e-6 * factor * abs(plain.gapCurve.first?.y ?? 0)
    return zip(entry.gapCurve.prefix(steps), plain.gapCurve.prefix(steps)).allSatisfy {
      abs($0.y - factor * $1.y) <= scale
    }
  }

  /// The middle number, or the mean of the two middle numbers.
  private static func median(_ numbers: [Double]) -> Double? {
    let sorted = numbers.sorted()
    guard !sorted.isEmpty else { return nil }
    let (low, high) = (sorted[(sorted.count - 1) / 2], sorted[sorted.count / 2])
    return low == high ? low : low + (high - low) / 2
  }
}
